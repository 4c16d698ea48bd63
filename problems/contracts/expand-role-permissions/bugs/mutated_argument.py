def solution(roles, name):
    start = roles[name]
    granted = start.get("grants", [])
    denied = start.get("denies", [])
    done = {name}
    todo = list(start.get("includes", []))
    while todo:
        current = todo.pop(0)
        if current in done:
            continue
        done.add(current)
        role = roles[current]
        granted += role.get("grants", [])
        denied += role.get("denies", [])
        todo.extend(role.get("includes", []))
    blocked = set(denied)
    return sorted({p for p in granted if p not in blocked})
