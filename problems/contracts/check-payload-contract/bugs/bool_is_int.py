def _verify(schema):
    t = schema["type"]
    if t not in ("int", "flag", "text", "list", "record"):
        raise ValueError(t)
    if t == "list":
        _verify(schema["items"])
    if t == "record":
        for sub in schema["fields"].values():
            _verify(sub)


def _walk(schema, value, path, errors):
    expected = {"int": int, "flag": bool, "text": str, "list": list, "record": dict}[schema["type"]]
    if not isinstance(value, expected):
        errors.append(path)
        return
    if expected is list:
        for index, element in enumerate(value):
            _walk(schema["items"], element, f"{path}[{index}]", errors)
    elif expected is dict:
        for name, sub in schema["fields"].items():
            child = f"{path}.{name}"
            if name in value:
                _walk(sub, value[name], child, errors)
            elif not sub.get("optional", False):
                errors.append(child)
        for name in value:
            if name not in schema["fields"]:
                errors.append(f"{path}.{name}")


def solution(schema, value):
    _verify(schema)
    errors = []
    _walk(schema, value, "$", errors)
    return errors
