import re

TOKEN = re.compile(r"\{\{|\}\}|\{([A-Za-z0-9_]+)\}|([^{}]+)")


def as_text(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"cannot insert a {type(value).__name__}")


def solution(template, values):
    out = []
    position = 0
    while position < len(template):
        token = TOKEN.match(template, position)
        if token is None:
            raise ValueError(f"bad template at {position}")
        name, text = token.groups()
        if name is not None:
            out.append(as_text(values[name]))
        elif text is not None:
            out.append(text)
        else:
            out.append(token.group()[0])
        position = token.end()
    return "".join(out)
