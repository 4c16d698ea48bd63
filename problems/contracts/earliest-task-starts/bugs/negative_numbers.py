def solution(tasks):
    lookup = {}
    for name, duration, needs in tasks:
        if name in lookup:
            raise ValueError("repeated name")
        lookup[name] = (duration, needs)
    remaining = {}
    dependents = {}
    for name, (_, needs) in lookup.items():
        remaining[name] = len(needs)
        for other, _ in needs:
            if other not in lookup:
                raise ValueError("unknown name")
            dependents.setdefault(other, []).append(name)
    ready = [name for name, count in remaining.items() if count == 0]
    result = {}
    while ready:
        name = ready.pop()
        needs = lookup[name][1]
        if needs:
            result[name] = max(result[o] + lookup[o][0] + lag for o, lag in needs)
        else:
            result[name] = 0
        for dependent in dependents.get(name, []):
            remaining[dependent] -= 1
            if remaining[dependent] == 0:
                ready.append(dependent)
    if len(result) != len(lookup):
        raise ValueError("cycle")
    return {name: result[name] for name, _, _ in tasks}
