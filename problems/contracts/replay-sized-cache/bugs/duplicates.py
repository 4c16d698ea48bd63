def solution(capacity, ops):
    order = []
    sizes = {}
    used = 0
    hits = 0
    misses = 0
    for op in ops:
        action = op[0]
        key = (type(op[1]), op[1])
        if action == "put":
            size = op[2]
            if key in sizes:
                order.remove(key)
                if size > capacity:
                    used -= sizes.pop(key)
            if size > capacity:
                continue
            order.append(key)
            sizes[key] = size
            used += size
            while used > capacity and len(order) > 1:
                oldest = order.pop(0)
                used -= sizes.pop(oldest)
        elif action == "get":
            if key in sizes:
                order.remove(key)
                order.append(key)
                hits += 1
            else:
                misses += 1
        elif action == "drop":
            if key in sizes:
                order.remove(key)
                used -= sizes.pop(key)
        else:
            raise ValueError(f"bad operation {action}")
    return [k for _, k in order], hits, misses
