TYPES = {"int": int, "flag": bool, "text": str, "list": list, "record": dict}


def fits(kind, value):
    if kind == "int" and isinstance(value, bool):
        return False
    return isinstance(value, TYPES[kind])


def check_types(schema):
    if schema["type"] not in TYPES:
        raise ValueError(schema["type"])
    for child in list(schema.get("fields", {}).values()) + ([schema["items"]] if "items" in schema else []):
        check_types(child)


def problems(schema, value, path):
    if not fits(schema["type"], value):
        return [path]
    result = []
    if schema["type"] == "list":
        item = schema["items"]
        for i, element in enumerate(value):
            if item["type"] == "record":
                result.extend(problems(item, element, f"{path}[{i}]"))
            elif not fits(item["type"], element):
                result.append(f"{path}[{i}]")
    elif schema["type"] == "record":
        for name, field in schema["fields"].items():
            if name in value:
                result.extend(problems(field, value[name], f"{path}.{name}"))
            elif field.get("optional") is not True:
                result.append(f"{path}.{name}")
        result.extend(f"{path}.{name}" for name in value if name not in schema["fields"])
    return result


def solution(schema, value):
    check_types(schema)
    return problems(schema, value, "$")
