import re


def to_text(value):
    if value is None:
        return ""
    if isinstance(value, (str, int)):
        return str(value)
    raise TypeError(f"unsupported type {type(value)}")


def solution(template, values):
    result = []
    i = 0
    while i < len(template):
        pair = template[i:i + 2]
        if pair in ("{{", "}}"):
            result.append(pair[0])
            i += 2
        elif template[i] == "{":
            end = template.find("}", i)
            if end == -1:
                raise ValueError("unclosed placeholder")
            name = template[i + 1:end]
            if not re.fullmatch("[A-Za-z0-9_]+", name):
                raise ValueError("invalid name")
            result.append(to_text(values[name]))
            i = end + 1
        elif template[i] == "}":
            raise ValueError("single closing brace")
        else:
            result.append(template[i])
            i += 1
    return "".join(result)
