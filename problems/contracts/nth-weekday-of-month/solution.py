from calendar import monthrange
from datetime import date


def solution(year, month, weekday, n):
    for value in (year, month, weekday, n):
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError("ints required")
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 0 <= weekday <= 6 and 1 <= abs(n) <= 5):
        raise ValueError("argument out of range")
    first_weekday, length = monthrange(year, month)
    first = 1 + (weekday - first_weekday) % 7
    days = list(range(first, length + 1, 7))
    if abs(n) > len(days):
        return None
    return date(year, month, days[n - 1 if n > 0 else n])
