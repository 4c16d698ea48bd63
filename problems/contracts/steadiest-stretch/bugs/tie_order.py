from collections import deque


def solution(readings, tolerance):
    if not readings:
        return None
    minima = deque()
    maxima = deque()
    left = 0
    best_start, best_length = 0, 1
    for right in range(len(readings)):
        while minima and minima[-1][0] > readings[right]:
            minima.pop()
        minima.append((readings[right], right))
        while maxima and maxima[-1][0] < readings[right]:
            maxima.pop()
        maxima.append((readings[right], right))
        while maxima[0][0] - minima[0][0] > tolerance:
            left += 1
            while minima[0][1] < left:
                minima.popleft()
            while maxima[0][1] < left:
                maxima.popleft()
        if right - left + 1 > best_length:
            best_start, best_length = left, right - left + 1
    return best_start, best_length
