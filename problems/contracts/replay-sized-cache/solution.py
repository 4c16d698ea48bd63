def solution(capacity, ops):
    cache, hits, misses = {}, 0, 0
    for op, key, *size in ops:
        slot = (type(key), key)
        if op == "put":
            cache.pop(slot, None)
            if size[0] <= capacity:
                cache[slot] = size[0]
                while sum(cache.values()) > capacity:
                    del cache[next(iter(cache))]
        elif op == "get":
            if slot in cache:
                cache[slot] = cache.pop(slot)
                hits += 1
            else:
                misses += 1
        elif op == "drop":
            cache.pop(slot, None)
        else:
            raise ValueError(f"unknown operation {op!r}")
    return [key for _, key in cache], hits, misses
