from collections import Counter


def solution(expected, packed):
    for argument in (expected, packed):
        if type(argument) is not list:
            raise TypeError("list expected")
        for element in argument:
            if not isinstance(element, str):
                raise TypeError("string expected")
    missing = Counter(expected) - Counter(packed)
    extra = Counter(packed) - Counter(expected)
    return sorted(missing.items()), sorted(extra.items())
