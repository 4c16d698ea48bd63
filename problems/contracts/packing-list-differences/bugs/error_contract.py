from collections import Counter


def solution(expected, packed):
    for name in [*expected, *packed]:
        if not isinstance(name, str):
            raise TypeError("items must be strings")
    need = Counter(expected)
    have = Counter(packed)
    missing = []
    for name in need:
        if need[name] > have[name]:
            missing.append((name, need[name] - have[name]))
    extra = []
    for name in have:
        if have[name] > need[name]:
            extra.append((name, have[name] - need[name]))
    return missing, extra
