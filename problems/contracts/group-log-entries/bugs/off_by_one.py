import re

START = re.compile(r"\[([0-9]{2}:[0-9]{2})\]\s*(.*)")


def solution(text):
    result = []
    time = None
    lines = []

    def close():
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        result.append((time, "\n".join(lines)))

    rows = [row.rstrip() for row in text.split("\n")]
    if rows[-1] == "":
        rows.pop()
    for row in rows:
        match = START.match(row)
        if match:
            if time is not None:
                close()
            time, first = match.groups()
            lines = [first]
        elif time is not None:
            lines.append(row)
    if time is not None:
        result.append((time, "\n".join(lines)))
    return result
