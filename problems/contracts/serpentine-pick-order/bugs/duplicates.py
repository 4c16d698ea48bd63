def solution(picks):
    aisles = {}
    for aisle, bay, item in picks:
        bays = aisles.setdefault(aisle, {})
        items = bays.setdefault(bay, [])
        if item not in items:
            items.append(item)
    route = []
    for number, aisle in enumerate(sorted(aisles)):
        bays = aisles[aisle]
        names = []
        for bay in sorted(bays, reverse=number % 2 == 1):
            names.extend(bays[bay])
        route.append((aisle, names))
    return route
