from collections import Counter


def solution(expected, packed):
    for names in (expected, packed):
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise TypeError("expected a list of strings")
    wanted, found = Counter(expected), Counter(packed)
    missing = [(name, n - found[name]) for name, n in wanted.items() if n > found[name]]
    extra = [(name, n - wanted[name]) for name, n in found.items() if n > wanted[name]]
    return missing, extra
