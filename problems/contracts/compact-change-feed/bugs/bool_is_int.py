def apply(table, change):
    op, key = change[0], change[1]
    if op == "insert":
        if key in table:
            raise ValueError(f"duplicate key {key}")
        table[key] = change[2]
    elif op == "update":
        if key not in table:
            raise KeyError(key)
        table[key] = change[2]
    elif op == "delete":
        if key not in table:
            raise KeyError(key)
        del table[key]
    else:
        raise ValueError(f"unknown operation {op}")


def solution(existing, feed):
    after = existing.copy()
    touched = []
    for change in feed:
        apply(after, change)
        if change[1] not in touched:
            touched.append(change[1])
    net = []
    for key in touched:
        if key in existing and key in after:
            if existing[key] != after[key]:
                net.append(("update", key, after[key]))
        elif key in after:
            net.append(("insert", key, after[key]))
        elif key in existing:
            net.append(("delete", key))
    return net
