def solution(roles, name):
    if name not in roles:
        raise KeyError(name)
    seen = []
    known = set()
    stack = [name]
    while stack:
        current = stack.pop()
        if current in known:
            continue
        known.add(current)
        seen.append(roles.get(current, {}))
        stack.extend(seen[-1].get("includes", []))
    granted = {p for role in seen for p in role.get("grants", [])}
    denied = {p for role in seen for p in role.get("denies", [])}
    return sorted(granted.difference(denied))
