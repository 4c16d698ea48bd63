def split_path(path):
    return [p for p in path.split("/") if p]


def solution(rules, groups, path):
    target = split_path(path)
    user_groups = {g.casefold() for g in groups}
    best_depth = -1
    decision = False
    for rule in rules:
        group = rule["group"].casefold()
        if group != "*" and group not in user_groups:
            continue
        prefix = split_path(rule["path"])
        if len(prefix) > len(target) or target[:len(prefix)] != prefix:
            continue
        if len(prefix) >= best_depth:
            best_depth = len(prefix)
            decision = rule["effect"] == "allow"
    return decision
