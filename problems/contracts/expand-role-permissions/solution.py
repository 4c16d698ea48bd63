def solution(roles, name):
    granted, denied = set(), set()
    reached, waiting = {name}, [name]
    while waiting:
        role = roles[waiting.pop()]
        granted.update(role.get("grants", []))
        denied.update(role.get("denies", []))
        for other in role.get("includes", []):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return sorted(granted - denied)
