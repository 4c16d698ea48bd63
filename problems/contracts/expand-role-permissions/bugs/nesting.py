from collections import deque


def solution(roles, name):
    if name not in roles:
        raise KeyError(name)
    denied = set(roles[name].get("denies", ()))
    allowed = set()
    seen = set()
    queue = deque([name])
    while queue:
        current = queue.popleft()
        if current in seen:
            continue
        seen.add(current)
        if current not in roles:
            raise KeyError(current)
        role = roles[current]
        own_denies = set(role.get("denies", ()))
        allowed.update(p for p in role.get("grants", ()) if p not in own_denies)
        queue.extend(role.get("includes", ()))
    return sorted(allowed - denied)
