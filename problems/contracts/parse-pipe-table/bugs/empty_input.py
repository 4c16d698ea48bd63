import re


def split_line(line):
    line = line.strip()
    if not (line.startswith("|") and line.endswith("|") and len(line) > 1):
        raise ValueError("line must start and end with a pipe")
    return [part.strip() for part in line.split("|")[1:-1]]


def solution(text):
    lines = [split_line(line) for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        raise ValueError("header and ruler are required")
    header, ruler, *body = lines
    if any(not name for name in header):
        raise ValueError("empty column name")
    if len(header) != len(set(header)):
        raise ValueError("duplicate column name")
    if len(ruler) != len(header) or any(not re.fullmatch(r"-+", cell) for cell in ruler):
        raise ValueError("bad ruler")
    result = []
    for row in body:
        if len(row) != len(header):
            raise ValueError("bad row length")
        result.append({name: cell for name, cell in zip(header, row)})
    return result
