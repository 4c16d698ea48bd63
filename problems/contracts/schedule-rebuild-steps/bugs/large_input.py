def solution(uses, changed):
    known = set(uses)
    reverse = {}
    for module, used in uses.items():
        for other in used:
            known.add(other)
            reverse.setdefault(other, set()).add(module)
    for module in changed:
        if module not in known:
            raise KeyError(module)

    affected = set(changed)
    frontier = list(affected)
    while frontier:
        module = frontier.pop()
        for user in reverse.get(module, ()):
            if user not in affected:
                affected.add(user)
                frontier.append(user)

    memo = {}
    active = set()

    def step_of(module):
        if module in memo:
            return memo[module]
        if module in active:
            raise ValueError("loop among affected modules")
        active.add(module)
        memo[module] = max((step_of(u) + 1 for u in uses.get(module, ()) if u in affected), default=0)
        active.discard(module)
        return memo[module]

    steps = []
    for module in sorted(affected):
        number = step_of(module)
        while len(steps) <= number:
            steps.append([])
        steps[number].append(module)
    return steps
