from collections import deque


def solution(readings, tolerance):
    lowest, highest = deque([0]), deque([0])
    start = 0
    best_start, best_length = 0, 1
    low = high = readings[0]
    for end in range(1, len(readings)):
        value = readings[end]
        while lowest and readings[lowest[-1]] >= value:
            lowest.pop()
        lowest.append(end)
        while highest and readings[highest[-1]] <= value:
            highest.pop()
        highest.append(end)
        low, high = readings[lowest[0]], readings[highest[0]]
        while high - low > tolerance:
            start += 1
            if lowest[0] < start:
                lowest.popleft()
            if highest[0] < start:
                highest.popleft()
            low, high = readings[lowest[0]], readings[highest[0]]
        length = end - start + 1
        if length >= best_length:
            best_start, best_length = start, length
    return (best_start, best_length)
