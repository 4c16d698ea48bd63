def solution(existing, feed):
    missing = object()
    before = {}
    for change in feed:
        op, key = change[:2]
        if op not in ("insert", "update", "delete"):
            raise ValueError(f"bad operation {op}")
        before.setdefault(key, existing.get(key, missing))
        if op == "insert":
            if key in existing:
                raise ValueError(f"{key} exists")
            existing[key] = change[2]
        elif key not in existing:
            raise KeyError(key)
        elif op == "update":
            existing[key] = change[2]
        else:
            existing.pop(key)
    result = []
    for key, old in before.items():
        new = existing.get(key, missing)
        if old is missing and new is not missing:
            result.append(("insert", key, new))
        elif old is not missing and new is missing:
            result.append(("delete", key))
        elif old is not missing and (type(old) is not type(new) or old != new):
            result.append(("update", key, new))
    return result
