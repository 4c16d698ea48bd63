class Cache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.sizes = {}
        self.hits = 0
        self.misses = 0

    def put(self, key, size):
        if key in self.sizes:
            self.drop(key)
        if size > self.capacity:
            return
        self.sizes[key] = size
        while sum(self.sizes.values()) > self.capacity:
            self.drop(next(iter(self.sizes)))

    def get(self, key):
        if key not in self.sizes:
            self.misses += 1
            return
        self.hits += 1
        self.sizes[key] = self.sizes.pop(key)

    def drop(self, key):
        del self.sizes[key]


def solution(capacity, ops):
    cache = Cache(capacity)
    for name, key, *rest in ops:
        if name not in ("put", "get", "drop"):
            raise ValueError(f"unknown operation {name}")
        getattr(cache, name)((type(key), key), *rest)
    return [key for _, key in cache.sizes], cache.hits, cache.misses
