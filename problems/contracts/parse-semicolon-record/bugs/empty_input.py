import re

QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def parse_field(text):
    text = text.strip(" \t")
    if text == "":
        return None
    if '"' not in text:
        return text
    match = QUOTED.fullmatch(text)
    if match is None:
        raise ValueError("malformed field")
    return match.group(1).replace('""', '"')


def solution(line):
    parts = []
    start = 0
    quoted = False
    for index, ch in enumerate(line):
        if ch == '"':
            quoted = not quoted
        elif ch == ";" and not quoted:
            parts.append(line[start:index])
            start = index + 1
    if quoted:
        raise ValueError("quote is not closed")
    parts.append(line[start:])
    return [parse_field(part) for part in parts]
