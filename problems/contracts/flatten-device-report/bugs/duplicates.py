def flatten(value, path):
    if isinstance(value, dict) and value:
        flat = {}
        for key, child in value.items():
            if not isinstance(key, str):
                raise TypeError("non-string key")
            flat.update(flatten(child, key if path is None else f"{path}.{key}"))
        return flat
    if isinstance(value, list) and value:
        flat = {}
        for i, child in enumerate(value):
            flat.update(flatten(child, f"{path}[{i}]"))
        return flat
    return {path: value}


def solution(report):
    if not report:
        return []
    return list(flatten(report, None).items())
