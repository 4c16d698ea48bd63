from bisect import bisect_right


def solution(readings, edges):
    if len(edges) < 2:
        raise ValueError("at least two edges are required")
    for low, high in zip(edges, edges[1:]):
        if not low < high:
            raise ValueError("edges must be strictly increasing")
    counts = [0] * (len(edges) - 1)
    for value in readings:
        if value != value:
            continue
        index = bisect_right(edges, value) - 1
        if 0 <= index < len(counts):
            counts[index] += 1
    return counts
