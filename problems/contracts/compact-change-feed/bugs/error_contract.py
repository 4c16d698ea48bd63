def solution(existing, feed):
    current = dict(existing)
    keys = {}
    for entry in feed:
        action, key = entry[0], entry[1]
        keys.setdefault(key, None)
        if action == "insert":
            if key in current:
                raise ValueError(f"key {key!r} already exists")
            current[key] = entry[2]
        elif action == "update":
            current[key] = entry[2]
        elif action == "delete":
            del current[key]
        else:
            raise ValueError(f"unknown action {action!r}")
    changes = []
    for key in keys:
        was, now = key in existing, key in current
        if was and not now:
            changes.append(("delete", key))
        elif now and not was:
            changes.append(("insert", key, current[key]))
        elif was and now:
            a, b = existing[key], current[key]
            if type(a) is not type(b) or a != b:
                changes.append(("update", key, b))
    return changes
