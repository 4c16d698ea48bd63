def _flatten(value, path):
    if isinstance(value, dict) and value:
        for key, child in value.items():
            yield from _flatten(child, f"{path}.{key}")
    elif isinstance(value, list) and value:
        for index, child in enumerate(value):
            yield from _flatten(child, f"{path}[{index}]")
    else:
        yield path, value


def solution(report):
    result = []
    for key, value in report.items():
        if not isinstance(key, str):
            raise TypeError("keys must be strings")
        result.extend(_flatten(value, key))
    return result
