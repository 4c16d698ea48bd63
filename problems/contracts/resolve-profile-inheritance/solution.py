def solution(profiles, name):
    done, opened, stack = {}, set(), [name]
    while stack:
        current = stack[-1]
        profile = profiles[current]
        bases = profile.get("extends", [])
        waiting = [base for base in bases if base not in done]
        if waiting:
            opened.add(current)
            if not opened.isdisjoint(waiting):
                raise ValueError(f"{current} extends itself")
            stack += waiting
            continue
        parts = [done[base] for base in bases] + [(profile.get("options", {}), profile.get("tags", []))]
        options, tags = {}, {}
        for more_options, more_tags in parts:
            options.update(more_options)
            tags.update(dict.fromkeys(more_tags))
        done[current] = options, list(tags)
        opened.discard(current)
        stack.pop()
    options, tags = done[name]
    return {"options": options, "tags": tags}
