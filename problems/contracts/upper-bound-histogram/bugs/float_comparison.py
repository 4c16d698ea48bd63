import math
from collections import defaultdict


def solution(readings, width):
    if not readings:
        return []
    counts = defaultdict(int)
    for reading in readings:
        counts[math.ceil(reading / width)] += 1
    low, high = min(counts), max(counts)
    return [(index * width, counts[index]) for index in range(low, high + 1)]
