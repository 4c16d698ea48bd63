import re

FIELD = re.compile(r'[ \t]*(?:"((?:[^"]|"")*)"|([^";]*))[ \t]*(?=;|\Z)')


def solution(line):
    if not line.strip(" \t"):
        return []
    fields = []
    position = 0
    while position <= len(line):
        match = FIELD.match(line, position)
        if match is None:
            raise ValueError(f"bad field at {position}")
        quoted, plain = match.groups()
        if quoted is not None:
            fields.append(quoted.replace('""', '"'))
        else:
            fields.append(plain.strip(" \t") or None)
        position = match.end() + 1
    return fields
