def solution(expected, packed):
    if not isinstance(expected, list) or not isinstance(packed, list):
        raise TypeError("both arguments must be lists")
    if any(not isinstance(name, str) for name in expected + packed):
        raise TypeError("all names must be strings")
    order = list(dict.fromkeys(packed))
    lacking = {}
    for name in expected:
        if name in packed:
            packed.remove(name)
        else:
            lacking[name] = lacking.get(name, 0) + 1
    missing = [(name, lacking[name]) for name in lacking]
    extra = [(name, packed.count(name)) for name in order if name in packed]
    first = {name: i for i, name in reversed(list(enumerate(expected)))}
    missing.sort(key=lambda entry: first[entry[0]])
    return (missing, extra)
