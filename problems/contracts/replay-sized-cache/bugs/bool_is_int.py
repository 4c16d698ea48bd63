from collections import OrderedDict


def solution(capacity, ops):
    cache = OrderedDict()
    used = hits = misses = 0
    for op in ops:
        name, key = op[0], op[1]
        if name == "put":
            size = op[2]
            used -= cache.pop(key, 0)
            if size > capacity:
                continue
            cache[key] = size
            used += size
            while used > capacity:
                _, freed = cache.popitem(last=False)
                used -= freed
        elif name == "get":
            if key in cache:
                cache.move_to_end(key)
                hits += 1
            else:
                misses += 1
        elif name == "drop":
            used -= cache.pop(key, 0)
        else:
            raise ValueError(f"unknown operation: {name}")
    return list(cache), hits, misses
