def solution(rows):
    parent_of = {}
    own = {}
    for unit, parent, count in rows:
        if not isinstance(count, int):
            raise TypeError(f"count of {unit} is not an int")
        if unit in parent_of and parent_of[unit] != parent:
            raise ValueError(f"conflicting parents for {unit}")
        parent_of[unit] = parent
        own[unit] = own.get(unit, 0) + count
    for parent in parent_of.values():
        if parent is not None and parent not in parent_of:
            raise ValueError(f"unknown parent {parent}")
    totals = dict.fromkeys(own, 0)
    for unit, count in own.items():
        seen = set()
        current = unit
        while current is not None:
            if current in seen:
                raise ValueError("circular structure")
            seen.add(current)
            totals[current] += count
            current = parent_of[current]
    return totals
