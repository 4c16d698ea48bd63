import re
from calendar import monthrange
from datetime import date


def solution(due, months):
    if not isinstance(due, str):
        raise TypeError("due must be a str")
    if type(months) is not int:
        raise TypeError("months must be an int")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", due):
        raise ValueError("due must have the form YYYY-MM-DD")
    d = date.fromisoformat(due)
    year = d.year + int(months / 12)
    month = d.month + months % 12
    if month > 12:
        month -= 12
        year += 1
    if year < 1 or year > 9999:
        raise ValueError("date out of range")
    length = monthrange(year, month)[1]
    if d.day == monthrange(d.year, d.month)[1]:
        return date(year, month, length).isoformat()
    return date(year, month, min(d.day, length)).isoformat()
