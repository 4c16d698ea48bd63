from collections import defaultdict


def solution(uses, changed):
    known = set(uses)
    users = defaultdict(set)
    for module, used in uses.items():
        for other in used:
            known.add(other)
            users[other].add(module)
    for module in changed:
        if module not in known:
            raise KeyError(module)
    affected = set(changed)
    stack = list(affected)
    while stack:
        for user in users[stack.pop()]:
            if user not in affected:
                affected.add(user)
                stack.append(user)
    open_uses = {m: sum(1 for u in uses.get(m, []) if u in affected) for m in affected}
    current = sorted(m for m in affected if open_uses[m] == 0)
    steps = []
    placed = 0
    while current:
        steps.append(current)
        placed += len(current)
        following = []
        for module in current:
            for user in users[module]:
                open_uses[user] -= 1
                if open_uses[user] == 0:
                    following.append(user)
        current = sorted(following)
    if placed != len(affected):
        raise ValueError("loop among affected modules")
    return steps
