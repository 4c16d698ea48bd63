def _check(names):
    if not isinstance(names, list):
        raise TypeError("a list is required")
    for name in names:
        if not isinstance(name, str):
            raise TypeError("names must be strings")


def solution(expected, packed):
    _check(expected)
    _check(packed)
    missing = {}
    for name in expected:
        if name not in packed:
            missing[name] = missing.get(name, 0) + 1
    extra = {}
    for name in packed:
        if name not in expected:
            extra[name] = extra.get(name, 0) + 1
    return list(missing.items()), list(extra.items())
