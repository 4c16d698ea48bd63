import re
from calendar import monthrange
from datetime import date


def last_day(year, month):
    return monthrange(year, month)[1]


def solution(due, months):
    if not isinstance(due, str) or not isinstance(months, int):
        raise TypeError("expected (str, int)")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", due) is None:
        raise ValueError("invalid format")
    start = date.fromisoformat(due)
    total = start.year * 12 + (start.month - 1) + months
    year, month = total // 12, total % 12 + 1
    if year < 1 or year > 9999:
        raise ValueError("out of range")
    if start.day == last_day(start.year, start.month):
        day = last_day(year, month)
    else:
        day = min(start.day, last_day(year, month))
    return date(year, month, day).isoformat()
