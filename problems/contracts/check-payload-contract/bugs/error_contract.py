def solution(schema, value):
    errors = []

    def visit(schema, value, path):
        kind = schema["type"]
        if kind == "int":
            ok = isinstance(value, int) and not isinstance(value, bool)
        elif kind == "flag":
            ok = isinstance(value, bool)
        elif kind == "text":
            ok = isinstance(value, str)
        elif kind == "list":
            ok = isinstance(value, list)
        elif kind == "record":
            ok = isinstance(value, dict)
        else:
            raise ValueError(f"unknown schema type: {kind}")
        if not ok:
            errors.append(path)
        elif kind == "list":
            for i, item in enumerate(value):
                visit(schema["items"], item, f"{path}[{i}]")
        elif kind == "record":
            fields = schema["fields"]
            for name in fields:
                if name in value:
                    visit(fields[name], value[name], path + "." + name)
                elif not fields[name].get("optional"):
                    errors.append(path + "." + name)
            errors.extend(path + "." + name for name in value if name not in fields)

    visit(schema, value, "$")
    return errors
