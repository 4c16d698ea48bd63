import heapq


def solution(readings, tolerance):
    if not readings:
        return None
    small, large = [], []
    start = 0
    best = (0, 1)
    for end, value in enumerate(readings):
        heapq.heappush(small, (value, end))
        heapq.heappush(large, (-value, end))
        while end > start and -large[0][0] - small[0][0] >= tolerance:
            start += 1
            while small[0][1] < start:
                heapq.heappop(small)
            while large[0][1] < start:
                heapq.heappop(large)
        if end - start + 1 >= best[1]:
            best = (start, end - start + 1)
    return best
