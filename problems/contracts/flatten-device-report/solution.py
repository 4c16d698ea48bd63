def open_up(path, value):
    if isinstance(value, dict) and value:
        for key in value:
            if not isinstance(key, str):
                raise TypeError("keys must be strings")
        return [pair for key, item in value.items() for pair in open_up(f"{path}.{key}", item)]
    if isinstance(value, list) and value:
        return [pair for i, item in enumerate(value) for pair in open_up(f"{path}[{i}]", item)]
    return [(path, value)]


def solution(report):
    return [(path[1:], value) for path, value in open_up("", report)] if report else []
