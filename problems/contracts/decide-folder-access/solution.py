def names(path):
    return [name for name in path.split("/") if name]


def solution(rules, groups, path):
    folder = names(path)
    mine = {group.casefold() for group in groups} | {"*"}
    longest, allowed = -1, False
    for rule in rules:
        outer = names(rule["path"])
        if rule["group"].casefold() not in mine or folder[:len(outer)] != outer:
            continue
        allow = rule["effect"] == "allow"
        if len(outer) > longest:
            longest, allowed = len(outer), allow
        elif len(outer) == longest:
            allowed = allowed and allow
    return allowed
