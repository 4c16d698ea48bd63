def solution(existing, feed):
    table = dict(existing)
    for operation, key, *value in feed:
        if operation not in ("insert", "update", "delete"):
            raise ValueError(f"unknown operation {operation!r}")
        if operation == "insert" and key in table:
            raise ValueError(f"{key!r} is already there")
        if operation != "insert" and key not in table:
            raise KeyError(key)
        if operation == "delete":
            del table[key]
        else:
            table[key] = value[0]
    changes = []
    for key in dict.fromkeys(change[1] for change in feed):
        if key not in existing and key in table:
            changes.append(("insert", key, table[key]))
        elif key in existing and key not in table:
            changes.append(("delete", key))
        elif key in existing:
            before, after = existing[key], table[key]
            if type(before) is not type(after) or before != after:
                changes.append(("update", key, after))
    return changes
