def postorder(profiles, name):
    state = {}
    order = []
    stack = [name]
    while stack:
        current = stack[-1]
        bases = profiles[current].get("extends", [])
        if state.get(current) == "done":
            stack.pop()
        elif state.get(current) == "open":
            state[current] = "done"
            order.append(current)
            stack.pop()
        else:
            state[current] = "open"
            for base in reversed(bases):
                if state.get(base) == "open":
                    raise ValueError("circular extension")
                if state.get(base) != "done":
                    stack.append(base)
    return order


def solution(profiles, name):
    effective = {}
    for current in postorder(profiles, name):
        profile = profiles[current]
        bases = [effective[base] for base in profile.get("extends", [])]
        options = {}
        for base_options, _ in bases:
            options.update(base_options)
        options.update(profile.get("options", {}))
        sources = [base_tags for _, base_tags in bases] + [profile.get("tags", [])]
        tags = sources[0]
        for more in sources[1:]:
            tags += [tag for tag in more if tag not in tags]
        effective[current] = (options, tags)
    options, tags = effective[name]
    return {"options": options, "tags": list(dict.fromkeys(tags))}
