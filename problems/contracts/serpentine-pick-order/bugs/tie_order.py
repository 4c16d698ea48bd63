from collections import defaultdict


def solution(picks):
    aisles = defaultdict(list)
    for aisle, bay, item in picks:
        aisles[aisle].append((bay, item))
    result = []
    forward = True
    for aisle in sorted(aisles):
        ordered = sorted(aisles[aisle], key=lambda entry: entry[0])
        if not forward:
            ordered.reverse()
        result.append((aisle, [item for _, item in ordered]))
        forward = not forward
    return result
