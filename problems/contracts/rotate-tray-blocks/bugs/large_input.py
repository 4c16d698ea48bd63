def solution(items, block, steps):
    if block < 1:
        raise ValueError("block must be positive")
    trays = [list(items[i:i + block]) for i in range(0, len(items), block)]
    for tray in trays:
        for _ in range(abs(steps)):
            if steps > 0:
                tray.insert(0, tray.pop())
            else:
                tray.append(tray.pop(0))
    return [item for tray in trays for item in tray]
