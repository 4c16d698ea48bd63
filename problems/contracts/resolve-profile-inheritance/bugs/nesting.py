def linearise(profiles, name):
    order = []
    expanded = set()
    stack = [(name, False)]
    while stack:
        current, finished = stack.pop()
        if finished:
            order.append(current)
            continue
        if current not in profiles:
            raise KeyError(current)
        if current in expanded:
            raise ValueError(f"circular extension at {current}")
        expanded.add(current)
        stack.append((current, True))
        for base in reversed(profiles[current].get("extends", [])):
            stack.append((base, False))
    return order


def solution(profiles, name):
    options = {}
    tags = []
    for current in linearise(profiles, name):
        profile = profiles[current]
        options.update(profile.get("options", {}))
        for tag in profile.get("tags", []):
            if tag not in tags:
                tags.append(tag)
    return {"options": options, "tags": tags}
