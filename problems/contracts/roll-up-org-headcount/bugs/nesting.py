from collections import defaultdict


def solution(rows):
    own = {}
    parents = {}
    children = defaultdict(list)
    for unit, parent, count in rows:
        if not isinstance(count, int) or isinstance(count, bool):
            raise TypeError("count must be an int")
        if unit not in parents:
            parents[unit] = parent
            own[unit] = 0
            if parent is not None:
                children[parent].append(unit)
        elif parents[unit] != parent:
            raise ValueError("unit has two parents")
        own[unit] += count
    for unit, parent in parents.items():
        if parent is not None and parent not in parents:
            raise ValueError("unknown parent")
        if parent == unit:
            raise ValueError("unit is its own parent")
    order = [unit for unit, parent in parents.items() if parent is None]
    for unit in order:
        order.extend(children[unit])
    totals = dict(own)
    for unit in reversed(order):
        if parents[unit] is not None:
            totals[parents[unit]] += totals[unit]
    return totals
