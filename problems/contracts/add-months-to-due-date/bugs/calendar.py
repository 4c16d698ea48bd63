import calendar
import re
from datetime import date

PATTERN = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def solution(due, months):
    if not isinstance(due, str):
        raise TypeError("due must be a string")
    if isinstance(months, bool) or not isinstance(months, int):
        raise TypeError("months must be an integer")
    match = PATTERN.fullmatch(due)
    if match is None:
        raise ValueError("bad date format")
    current = date(*(int(part) for part in match.groups()))
    index = current.month - 1 + months
    year = current.year + index // 12
    month = index % 12 + 1
    if year < 1 or year > 9999:
        raise ValueError("year out of range")
    day = min(current.day, calendar.monthrange(year, month)[1])
    return date(year, month, day).isoformat()
