def solution(rows):
    totals, parents = {}, {}
    for unit, parent, count in rows:
        if type(count) is not int:
            raise TypeError("count must be an int")
        if parents.setdefault(unit, parent) != parent:
            raise ValueError(f"{unit} has two parents")
        totals[unit] = totals.get(unit, 0) + count
    children = dict.fromkeys(parents, 0)
    for parent in parents.values():
        if parent is not None:
            if parent not in parents:
                raise ValueError(f"unknown parent {parent}")
            children[parent] += 1
    ready = [unit for unit, number in children.items() if number == 0]
    for unit in ready:
        parent = parents[unit]
        if parent is not None:
            totals[parent] += totals[unit]
            children[parent] -= 1
            if children[parent] == 0:
                ready.append(parent)
    if len(ready) < len(parents):
        raise ValueError("units lie above each other in a circle")
    return totals
