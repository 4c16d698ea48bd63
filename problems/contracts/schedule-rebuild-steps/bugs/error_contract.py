def solution(uses, changed):
    names = set(uses).union(*uses.values())
    for name in changed:
        if name not in names:
            raise KeyError(name)
    remaining = {name: set(uses.get(name, ())) for name in names}
    users = {name: [] for name in names}
    for name, used in remaining.items():
        for other in used:
            users[other].append(name)
    order = [name for name in names if not remaining[name]]
    for name in order:
        for user in users[name]:
            remaining[user].discard(name)
            if not remaining[user]:
                order.append(user)
    if len(order) < len(names):
        raise ValueError("modules use each other in a loop")
    changed = set(changed)
    level = {}
    for name in order:
        below = [level[other] for other in uses.get(name, ()) if other in level]
        if below:
            level[name] = max(below) + 1
        elif name in changed:
            level[name] = 0
    steps = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for name in sorted(level):
        steps[level[name]].append(name)
    return steps
