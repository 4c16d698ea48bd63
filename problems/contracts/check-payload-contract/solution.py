PLAIN = {"int": int, "flag": bool, "text": str}


def check_schema(schema):
    kind = schema["type"]
    if kind == "list":
        check_schema(schema["items"])
    elif kind == "record":
        for field in schema["fields"].values():
            check_schema(field)
    elif kind not in PLAIN:
        raise ValueError(f"unknown type {kind!r}")


def broken(schema, value, path):
    kind = schema["type"]
    if kind in PLAIN:
        return [] if type(value) is PLAIN[kind] else [path]
    if kind == "list":
        if not isinstance(value, list):
            return [path]
        return [p for i, item in enumerate(value) for p in broken(schema["items"], item, f"{path}[{i}]")]
    if not isinstance(value, dict):
        return [path]
    found = []
    for name, field in schema["fields"].items():
        if name in value:
            found += broken(field, value[name], f"{path}.{name}")
        elif not field.get("optional"):
            found.append(f"{path}.{name}")
    return found + [f"{path}.{name}" for name in value if name not in schema["fields"]]


def solution(schema, value):
    check_schema(schema)
    return broken(schema, value, "$")
