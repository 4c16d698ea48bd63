def solution(picks):
    ordered = sorted(picks, key=lambda pick: pick[0])
    current = ordered[0][0]
    group = []
    groups = []
    for pick in ordered:
        if pick[0] != current:
            groups.append((current, group))
            current, group = pick[0], []
        group.append(pick)
    groups.append((current, group))
    route = []
    for index, (aisle, members) in enumerate(groups):
        members = sorted(members, key=lambda pick: pick[1], reverse=bool(index % 2))
        route.append((aisle, [pick[2] for pick in members]))
    return route
