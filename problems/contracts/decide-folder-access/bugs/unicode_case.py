def parts(path):
    return tuple(p for p in path.split("/") if p)


def solution(rules, groups, path):
    target = parts(path)
    own = {g.lower() for g in groups}
    by_depth = {}
    for rule in rules:
        if rule["group"] != "*" and rule["group"].lower() not in own:
            continue
        prefix = parts(rule["path"])
        if target[:len(prefix)] == prefix:
            by_depth.setdefault(len(prefix), []).append(rule["effect"])
    if not by_depth:
        return False
    return "deny" not in by_depth[max(by_depth)]
