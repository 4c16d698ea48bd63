def validate_schema(schema):
    kind = schema.get("type")
    if kind == "list":
        validate_schema(schema["items"])
    elif kind == "record":
        for sub in schema["fields"].values():
            validate_schema(sub)
    elif kind not in ("int", "flag", "text"):
        raise ValueError(f"bad type {kind}")


def collect(schema, value, path):
    kind = schema["type"]
    if kind == "int":
        return [] if isinstance(value, int) and not isinstance(value, bool) else [path]
    if kind == "flag":
        return [] if isinstance(value, bool) else [path]
    if kind == "text":
        return [] if isinstance(value, str) else [path]
    if kind == "list":
        if not isinstance(value, list):
            return [path]
        out = []
        for i, v in enumerate(value):
            out += collect(schema["items"], v, f"{path}[{i}]")
        return out
    if not isinstance(value, dict):
        return [path]
    fields = schema["fields"]
    out = []
    for name, sub in fields.items():
        if name in value:
            out += collect(sub, value[name], f"{path}.{name}")
        elif not sub.get("optional"):
            out.append(f"{path}.{name}")
    out += [f"{path}.{name}" for name in sorted(set(value) - set(fields))]
    return out


def solution(schema, value):
    validate_schema(schema)
    return collect(schema, value, "$")
