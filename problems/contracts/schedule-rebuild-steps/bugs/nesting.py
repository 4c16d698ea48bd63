def solution(uses, changed):
    known = set(uses)
    for used in uses.values():
        known.update(used)
    for name in changed:
        if name not in known:
            raise KeyError(name)
    users = {}
    for name, used in uses.items():
        for other in set(used):
            users.setdefault(other, []).append(name)
    affected = set(changed)
    queue = list(affected)
    for name in queue:
        for user in users.get(name, []):
            if user not in affected:
                affected.add(user)
                queue.append(user)
    needs = {name: {u for u in uses.get(name, []) if u in affected and u != name} for name in affected}
    steps = []
    done = set()
    while len(done) < len(affected):
        step = sorted(name for name in affected - done if needs[name] <= done)
        if not step:
            raise ValueError("circular use")
        steps.append(step)
        done.update(step)
    return steps
