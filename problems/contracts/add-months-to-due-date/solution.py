import re
from calendar import monthrange
from datetime import date


def solution(due, months):
    if not isinstance(due, str):
        raise TypeError("due must be a str")
    if not isinstance(months, int) or isinstance(months, bool):
        raise TypeError("months must be an int")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", due):
        raise ValueError("due must look like YYYY-MM-DD")
    old = date.fromisoformat(due)
    year, month = divmod(old.year * 12 + old.month - 1 + months, 12)
    month += 1
    if not 1 <= year <= 9999:
        raise ValueError("year out of range")
    last = monthrange(year, month)[1]
    at_end = old.day == monthrange(old.year, old.month)[1]
    return date(year, month, last if at_end else min(old.day, last)).isoformat()
