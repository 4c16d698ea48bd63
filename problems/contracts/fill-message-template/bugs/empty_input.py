import string

ALLOWED = set(string.ascii_letters + string.digits + "_")


def solution(template, values):
    chars = []
    i, n = 0, len(template)
    while i < n:
        c = template[i]
        if c == "{":
            if template.startswith("{{", i):
                chars.append("{")
                i += 2
                continue
            close = template.find("}", i + 1)
            if close < 0:
                raise ValueError("placeholder is not closed")
            name = template[i + 1:close]
            if any(ch not in ALLOWED for ch in name):
                raise ValueError(f"invalid name {name!r}")
            if name not in values:
                raise KeyError(name)
            value = values[name]
            if value is None:
                value = ""
            elif type(value) is int:
                value = str(value)
            elif not isinstance(value, str):
                raise TypeError("value must be str, int or None")
            chars.append(value)
            i = close + 1
        elif c == "}":
            if not template.startswith("}}", i):
                raise ValueError("unexpected }")
            chars.append("}")
            i += 2
        else:
            chars.append(c)
            i += 1
    return "".join(chars)
