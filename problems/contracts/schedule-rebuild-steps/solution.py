def solution(uses, changed):
    users = {name: set() for name in uses}
    for name, used in uses.items():
        for other in used:
            users.setdefault(other, set()).add(name)
    affected, waiting = set(), list(changed)
    while waiting:
        name = waiting.pop()
        if name not in affected:
            affected.add(name)
            waiting += users[name]
    missing = {name: set(uses.get(name, [])) & affected for name in affected}
    steps, step = [], [name for name in affected if not missing[name]]
    while step:
        steps.append(sorted(step))
        following = []
        for name in step:
            for user in users[name]:
                missing[user].remove(name)
                if not missing[user]:
                    following.append(user)
        step = following
    if sum(map(len, steps)) < len(affected):
        raise ValueError("affected modules use each other in a loop")
    return steps
