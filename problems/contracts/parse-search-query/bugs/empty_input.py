import re

TERM = re.compile(r' *(?:([^ ":]*):)?(?:"([^"]*)"|([^ "]+))(?= |$)')


def solution(query):
    if not isinstance(query, str):
        raise TypeError("expected str")
    query = query.rstrip(" ")
    found = {}
    pos = 0
    while pos < len(query):
        m = TERM.match(query, pos)
        if not m:
            raise ValueError("cannot parse query")
        field, quoted, plain = m.groups()
        if field is None:
            field = "text"
        elif not re.fullmatch("[A-Za-z]+", field):
            raise ValueError("bad field name")
        value = quoted if quoted is not None else plain
        bucket = found.setdefault(field.lower(), [])
        if value not in bucket:
            bucket.append(value)
        pos = m.end()
    return found
