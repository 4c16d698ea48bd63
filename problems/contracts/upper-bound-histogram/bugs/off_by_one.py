from collections import Counter


def solution(readings, width):
    if not readings:
        return []
    counts = Counter(r // width for r in readings)
    return [
        ((k + 1) * width, counts[k])
        for k in range(min(counts), max(counts) + 1)
    ]
