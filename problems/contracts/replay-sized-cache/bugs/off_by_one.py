from collections import OrderedDict


def solution(capacity, ops):
    entries = OrderedDict()
    total = 0
    hits, misses = 0, 0

    def remove(slot):
        nonlocal total
        if slot in entries:
            total -= entries.pop(slot)

    for op in ops:
        kind, key = op[:2]
        slot = (type(key).__name__, key)
        if kind == "put":
            remove(slot)
            size = op[2]
            if size > capacity:
                continue
            while entries and total + size >= capacity:
                remove(next(iter(entries)))
            entries[slot] = size
            total += size
        elif kind == "get":
            if slot in entries:
                entries.move_to_end(slot)
                hits += 1
            else:
                misses += 1
        elif kind == "drop":
            remove(slot)
        else:
            raise ValueError(kind)
    return [key for _, key in entries], hits, misses
