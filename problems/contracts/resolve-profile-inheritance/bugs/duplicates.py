def solution(profiles, name):
    resolved = {}
    visiting = set()
    stack = [name]
    while stack:
        current = stack[-1]
        if current in resolved:
            stack.pop()
            continue
        if current not in profiles:
            raise KeyError(current)
        bases = profiles[current].get("extends", [])
        todo = [b for b in bases if b not in resolved]
        if todo:
            visiting.add(current)
            for base in todo:
                if base in visiting:
                    raise ValueError("circular extension")
            stack.extend(todo)
            continue
        options = {}
        tags = []
        for base in bases:
            options.update(resolved[base][0])
            tags.extend(t for t in resolved[base][1] if t not in tags)
        options.update(profiles[current].get("options", {}))
        own = profiles[current].get("tags", [])
        tags = [t for t in tags if t not in own] + own
        visiting.discard(current)
        resolved[current] = (options, tags)
        stack.pop()
    return {"options": resolved[name][0], "tags": list(resolved[name][1])}
