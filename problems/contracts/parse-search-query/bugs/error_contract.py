import re


def tokens(query):
    current = ""
    quoted = False
    for ch in query:
        if ch == '"':
            quoted = not quoted
        if ch == " " and not quoted:
            if current:
                yield current
            current = ""
        else:
            current += ch
    if current:
        yield current


def unquote(value):
    if value.startswith('"'):
        value = value[1:]
        if value.endswith('"'):
            value = value[:-1]
    if '"' in value:
        raise ValueError("misplaced quote")
    if not value:
        raise ValueError("empty value")
    return value


def solution(query):
    if not isinstance(query, str):
        raise TypeError("query must be a str")
    result = {}
    for token in tokens(query):
        name, value = "text", token
        if token[0] != '"' and ":" in token:
            name, value = token.split(":", 1)
            if not re.fullmatch(r"[A-Za-z]+", name):
                raise ValueError("bad field name")
        value = unquote(value)
        entry = result.setdefault(name.lower(), [])
        if value not in entry:
            entry.append(value)
    return result
