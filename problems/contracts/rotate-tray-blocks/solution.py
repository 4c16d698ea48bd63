def solution(items, block, steps):
    if block < 1:
        raise ValueError("block must be at least 1")
    result = []
    for start in range(0, len(items), block):
        tray = items[start:start + block]
        cut = -steps % len(tray)
        result += tray[cut:] + tray[:cut]
    return result
