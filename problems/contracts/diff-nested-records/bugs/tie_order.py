def identical(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, list):
        if len(a) != len(b):
            return False
        return all(identical(x, y) for x, y in zip(a, b))
    if isinstance(a, dict):
        if set(a) != set(b):
            return False
        return all(identical(a[k], b[k]) for k in a)
    return a == b


def walk(old, new, path):
    for key in sorted(old):
        here = (*path, key)
        if key not in new:
            yield here, "removed", old[key], None
        elif isinstance(old[key], dict) and isinstance(new[key], dict):
            yield from walk(old[key], new[key], here)
        elif not identical(old[key], new[key]):
            yield here, "changed", old[key], new[key]
    for key in sorted(new):
        if key not in old:
            yield (*path, key), "added", None, new[key]


def solution(old, new):
    return list(walk(old, new, ()))
