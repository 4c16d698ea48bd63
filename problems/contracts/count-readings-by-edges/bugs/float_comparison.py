from bisect import bisect_right


def solution(readings, edges):
    if len(edges) < 2 or any(b <= a for a, b in zip(edges, edges[1:])):
        raise ValueError("edges must be strictly ascending")
    buckets = len(edges) - 1
    counts = [0] * buckets
    for reading in readings:
        if reading < edges[0] or reading > edges[-1]:
            continue
        index = bisect_right(edges, reading) - 1
        counts[min(index, buckets - 1)] += 1
    return counts
