from collections import deque


def solution(readings, tolerance):
    best = None
    lows, highs = deque(), deque()
    start = 0
    for end, reading in enumerate(readings):
        while lows and readings[lows[-1]] >= reading:
            lows.pop()
        while highs and readings[highs[-1]] <= reading:
            highs.pop()
        lows.append(end)
        highs.append(end)
        while readings[highs[0]] - readings[lows[0]] > tolerance:
            start += 1
            if lows[0] < start:
                lows.popleft()
            if highs[0] < start:
                highs.popleft()
        if best is None or end - start + 1 >= best[1]:
            best = (start, end - start + 1)
    return best
