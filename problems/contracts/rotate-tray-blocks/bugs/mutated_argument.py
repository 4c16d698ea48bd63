from collections import deque


def solution(items, block, steps):
    if block < 1:
        raise ValueError("block must be at least 1")
    for start in range(0, len(items), block):
        tray = deque(items[start:start + block])
        tray.rotate(steps)
        items[start:start + block] = tray
    return items
