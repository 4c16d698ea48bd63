def solution(existing, feed):
    table = dict(existing)
    for change in feed:
        op = change[0]
        if op == "insert":
            _, key, value = change
            if key in table:
                raise ValueError(key)
            table[key] = value
        elif op == "update":
            _, key, value = change
            if key not in table:
                raise KeyError(key)
            table[key] = value
        elif op == "delete":
            del table[change[1]]
        else:
            raise ValueError(op)
    inserts = [("insert", k, v) for k, v in table.items() if k not in existing]
    updates = [
        ("update", k, v)
        for k, v in table.items()
        if k in existing and (type(v) is not type(existing[k]) or v != existing[k])
    ]
    deletes = [("delete", k) for k in existing if k not in table]
    position = {}
    for index, change in enumerate(feed):
        position[change[1]] = index
    return sorted(inserts + updates + deletes, key=lambda change: position[change[1]])
