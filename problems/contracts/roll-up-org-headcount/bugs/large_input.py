def solution(rows):
    parents = {}
    own = {}
    for unit, parent, count in rows:
        if type(count) is not int:
            raise TypeError("count must be an int")
        if unit in parents:
            if parents[unit] != parent:
                raise ValueError("conflicting parents")
        else:
            parents[unit] = parent
        own[unit] = own.get(unit, 0) + count

    children = {unit: [] for unit in parents}
    for unit, parent in parents.items():
        if parent is not None:
            if parent not in parents:
                raise ValueError("unknown parent")
            children[parent].append(unit)

    totals = {}

    def total(unit, above):
        if unit in above:
            raise ValueError("circle")
        if unit not in totals:
            above.add(unit)
            totals[unit] = own[unit] + sum(total(child, above) for child in children[unit])
            above.remove(unit)
        return totals[unit]

    return {unit: total(unit, set()) for unit in parents}
