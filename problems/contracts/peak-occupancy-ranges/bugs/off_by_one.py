from collections import defaultdict


def solution(stays):
    delta = defaultdict(int)
    for first, last in stays:
        if first > last:
            raise ValueError("first must not be after last")
        delta[first] += 1
        delta[last + 1] -= 1
    peak = 0
    current = 0
    points = sorted(delta)
    levels = {}
    for point in points:
        current += delta[point]
        levels[point] = current
        peak = max(peak, current)
    ranges = []
    for point, following in zip(points, points[1:]):
        if levels[point] != peak:
            continue
        if ranges and ranges[-1][1] == point:
            ranges[-1] = (ranges[-1][0], following - 1)
        else:
            ranges.append((point, following - 1))
    return peak, ranges
