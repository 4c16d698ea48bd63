import re


def solution(query):
    if not isinstance(query, str):
        raise TypeError("query must be a string")
    words = query.split()
    result = {}
    i = 0
    while i < len(words):
        term = words[i]
        i += 1
        field, rest = "text", term
        if not term.startswith('"') and ":" in term:
            field, rest = term.split(":", 1)
            if not re.fullmatch(r"[A-Za-z]+", field):
                raise ValueError("invalid field name")
        if rest.startswith('"'):
            while rest.count('"') < 2:
                if i == len(words):
                    raise ValueError("unclosed quote")
                rest += " " + words[i]
                i += 1
            if rest.count('"') != 2 or not rest.endswith('"'):
                raise ValueError("misplaced quote")
            value = rest[1:-1]
        else:
            if '"' in rest:
                raise ValueError("misplaced quote")
            value = rest
        if not value:
            raise ValueError("empty value")
        values = result.setdefault(field.lower(), [])
        if value not in values:
            values.append(value)
    return result
