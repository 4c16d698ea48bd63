import calendar
from datetime import date


def solution(year, month, weekday, n):
    if not all(isinstance(x, int) for x in (year, month, weekday, n)):
        raise TypeError("all arguments must be ints")
    if not 1 <= year <= 9999:
        raise ValueError("year out of range")
    if not 1 <= month <= 12:
        raise ValueError("month out of range")
    if not 0 <= weekday <= 6:
        raise ValueError("weekday out of range")
    if n == 0 or not -5 <= n <= 5:
        raise ValueError("n out of range")
    length = calendar.monthrange(year, month)[1]
    matches = [
        date(year, month, day)
        for day in range(1, length + 1)
        if date(year, month, day).weekday() == weekday
    ]
    try:
        return matches[n - 1] if n > 0 else matches[n]
    except IndexError:
        return None
