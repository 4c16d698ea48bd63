def solution(items, block, steps):
    if not items or steps == 0:
        return list(items)
    if block < 1:
        raise ValueError("block must be at least 1")
    rotated = []
    for start in range(0, len(items), block):
        tray = items[start:start + block]
        k = steps % len(tray)
        rotated.extend(tray[len(tray) - k:] + tray[:len(tray) - k])
    return rotated
