import re

FIELD = re.compile(r"[A-Za-z]+")
VALUE = re.compile(r'"([^"]+)"(?![^ ])|([^ "]+)(?![^ ])')


def solution(query):
    if not isinstance(query, str):
        raise TypeError("query must be a string")
    result = {}
    position = 0
    while True:
        while position < len(query) and query[position] == " ":
            position += 1
        if position == len(query):
            return result
        field = "text"
        if query[position] != '"':
            end = query.find(" ", position)
            end = len(query) if end < 0 else end
            colon = query.find(":", position, end)
            if colon >= 0:
                field = query[position:colon]
                if not FIELD.fullmatch(field):
                    raise ValueError(f"bad field name: {field!r}")
                position = colon + 1
        match = VALUE.match(query, position)
        if match is None:
            raise ValueError(f"bad value at {position}")
        value = match.group(1) or match.group(2)
        values = result.setdefault(field.lower(), [])
        if value not in values:
            values.append(value)
        position = match.end()
