def normalise(path):
    return "/" + "/".join(p for p in path.split("/") if p)


def depth(path):
    return len([p for p in path.split("/") if p])


def solution(rules, groups, path):
    folder = normalise(path)
    folded = {g.casefold() for g in groups}
    applicable = []
    for rule in rules:
        group = rule["group"].casefold()
        if (group == "*" or group in folded) and folder.startswith(normalise(rule["path"])):
            applicable.append(rule)
    if not applicable:
        return False
    deepest = max(depth(rule["path"]) for rule in applicable)
    return all(rule["effect"] == "allow" for rule in applicable if depth(rule["path"]) == deepest)
