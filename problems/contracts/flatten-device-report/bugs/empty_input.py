def solution(report):
    pairs = []

    def visit(value, path):
        if isinstance(value, dict):
            for key, child in value.items():
                if not isinstance(key, str):
                    raise TypeError("dict keys must be str")
                visit(child, key if path is None else f"{path}.{key}")
        elif isinstance(value, list):
            for index, child in enumerate(value):
                visit(child, f"{path}[{index}]")
        else:
            pairs.append((path, value))

    visit(report, None)
    return pairs
