def split_fields(line):
    fields = []
    current = ""
    inside = False
    for ch in line:
        if ch == '"':
            inside = not inside
        if ch == ";" and not inside:
            fields.append(current)
            current = ""
        else:
            current += ch
    if inside:
        raise ValueError("unclosed quote")
    fields.append(current)
    return fields


def clean(field):
    field = field.strip(" \t")
    if field.startswith('"'):
        inner = field[1:-1]
        if len(field) < 2 or '"' in inner.replace('""', ""):
            raise ValueError("misplaced quote")
        return inner.replace('""', '"')
    if '"' in field:
        raise ValueError("quote in plain field")
    return field


def solution(line):
    if line.strip(" \t") == "":
        return []
    return [clean(field) or None for field in split_fields(line)]
