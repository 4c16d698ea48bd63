def segments(path):
    return [s for s in path.split("/") if s]


def solution(rules, groups, path):
    wanted = segments(path)
    user = {g.casefold() for g in groups}
    applying = []
    for rule in rules:
        base = segments(rule["path"])
        in_group = rule["group"] == "*" or rule["group"].casefold() in user
        if in_group and wanted[:len(base)] == base:
            applying.append((len(base), rule["effect"]))
    deepest = max((length for length, _ in applying), default=None)
    effects = [effect for length, effect in applying if length == deepest]
    return effects and "deny" not in effects
