def equal(a, b):
    return type(a) is type(b) and a == b


def diff(old, new, path):
    changes = []
    for key in set(old) | set(new):
        here = path + (key,)
        if key in old and key in new:
            a, b = old[key], new[key]
            if isinstance(a, dict) and isinstance(b, dict):
                changes.extend(diff(a, b, here))
            elif not equal(a, b):
                changes.append((here, "changed", a, b))
        elif key in old:
            changes.append((here, "removed", old[key], None))
        else:
            changes.append((here, "added", None, new[key]))
    return changes


def solution(old, new):
    return sorted(diff(old, new, ()), key=lambda change: change[0])
