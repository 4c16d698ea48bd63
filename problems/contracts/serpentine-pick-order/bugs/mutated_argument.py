from itertools import groupby


def solution(picks):
    picks.sort(key=lambda pick: pick[0])
    route = []
    descending = False
    for aisle, group in groupby(picks, key=lambda pick: pick[0]):
        ordered = sorted(group, key=lambda pick: pick[1], reverse=descending)
        route.append((aisle, [pick[2] for pick in ordered]))
        descending = not descending
    return route
