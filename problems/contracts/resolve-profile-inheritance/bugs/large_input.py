def solution(profiles, name):
    cache = {}

    def effective(current, path):
        if current in path:
            raise ValueError(f"{current} extends itself")
        if current not in profiles:
            raise KeyError(current)
        if current not in cache:
            profile = profiles[current]
            options = {}
            tags = []
            path.add(current)
            for base in profile.get("extends", []):
                base_options, base_tags = effective(base, path)
                options.update(base_options)
                tags.extend(base_tags)
            path.remove(current)
            options.update(profile.get("options", {}))
            tags.extend(profile.get("tags", []))
            cache[current] = options, list(dict.fromkeys(tags))
        return cache[current]

    options, tags = effective(name, set())
    return {"options": options, "tags": tags}
