from collections import defaultdict


def solution(opening, movements):
    totals = defaultdict(int, opening)
    for kind, item, amount in movements:
        if kind == "receive":
            totals[item] += amount
        elif kind == "ship":
            totals[item] -= amount
        elif kind == "count":
            totals[item] = amount
        else:
            raise ValueError("unknown movement: " + kind)
    return sorted(((i, q) for i, q in totals.items() if q), key=lambda p: (p[1], p[0]))
