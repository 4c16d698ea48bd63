import re

NAME = re.compile(r"[A-Za-z0-9_]+")


def solution(template, values):
    out = ""
    i = 0
    while i < len(template):
        if template[i:i + 2] == "{{":
            out += "{"
            i += 2
        elif template[i:i + 2] == "}}":
            out += "}"
            i += 2
        elif template[i] == "{":
            j = template.find("}", i)
            name = template[i + 1:j] if j != -1 else ""
            if not NAME.fullmatch(name):
                raise ValueError("malformed placeholder")
            value = values.get(name)
            if value is None:
                value = ""
            if isinstance(value, bool) or not isinstance(value, (int, str)):
                raise TypeError("value must be str, int or None")
            out += str(value)
            i = j + 1
        elif template[i] == "}":
            raise ValueError("stray closing brace")
        else:
            out += template[i]
            i += 1
    return out
