def solution(readings, edges):
    if len(edges) < 2 or not all(a < b for a, b in zip(edges, edges[1:])):
        raise ValueError("edges must be strictly ascending")
    counts = [0] * (len(edges) - 1)
    for x in readings:
        for i in range(len(counts)):
            if edges[i] <= x < edges[i + 1]:
                counts[i] += 1
        if x == edges[-1]:
            counts[-1] += 1
    return counts
