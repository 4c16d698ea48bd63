def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return a == b


def solution(old, new, path=()):
    found = []
    for key in sorted(old.keys() | new.keys()):
        here = path + (key,)
        if key not in old:
            found.append((here, "added", None, new[key]))
        elif key not in new:
            found.append((here, "removed", old[key], None))
        elif isinstance(old[key], dict) and isinstance(new[key], dict):
            found += solution(old[key], new[key], here)
        elif not same(old[key], new[key]):
            found.append((here, "changed", old[key], new[key]))
    return found
