import re

ENTRY = re.compile(r"[+-]?[0-9]+:[0-5][0-9]")


def to_minutes(entry):
    if not ENTRY.fullmatch(entry):
        raise ValueError(f"invalid entry: {entry!r}")
    hours, minutes = map(int, entry.split(":"))
    if hours < 0:
        return hours * 60 - minutes
    return hours * 60 + minutes


def solution(entries):
    total = sum(to_minutes(entry) for entry in entries)
    sign = "-" if total < 0 else ""
    total = abs(total)
    return f"{sign}{total // 60}:{total % 60:02d}"
