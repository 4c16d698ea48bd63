import re


def render(value):
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError("unsupported value")
    return str(value)


def solution(template, values):
    pieces = re.findall(r"\{\{|\}\}|\{[^{}]*\}|[^{}]+|[{}]", template)
    result = []
    for piece in pieces:
        if piece in ("{{", "}}"):
            result.append(piece)
        elif piece in ("{", "}"):
            raise ValueError("unbalanced brace")
        elif piece.startswith("{"):
            name = piece[1:-1]
            if not re.fullmatch(r"[A-Za-z0-9_]+", name):
                raise ValueError("bad placeholder name")
            result.append(render(values[name]))
        else:
            result.append(piece)
    return "".join(result).replace("{{", "{").replace("}}", "}")
