def solution(picks):
    route = []
    for visit, aisle in enumerate(sorted({pick[0] for pick in picks})):
        sign = -1 if visit % 2 else 1
        here = sorted((pick for pick in picks if pick[0] == aisle), key=lambda pick: sign * pick[1])
        route.append((aisle, [item for _, _, item in here]))
    return route
