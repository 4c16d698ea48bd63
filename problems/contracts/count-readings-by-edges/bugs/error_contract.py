import math


def solution(readings, edges):
    if len(edges) < 2:
        raise ValueError("need two edges")
    if any(math.isnan(e) for e in edges) or sorted(edges) != list(edges):
        raise ValueError("edges are not sorted")
    last = len(edges) - 2
    result = [0] * (last + 1)
    for r in readings:
        for i, (low, high) in enumerate(zip(edges, edges[1:])):
            if low <= r < high or (i == last and r == high):
                result[i] += 1
                break
    return result
