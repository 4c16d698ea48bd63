from calendar import monthrange
from datetime import date, timedelta


def solution(year, month, weekday, n):
    for value in (year, month, weekday, n):
        if type(value) is not int:
            raise TypeError("expected an int")
    if year < 1 or year > 9999 or month < 1 or month > 12 or weekday < 0 or weekday > 6:
        raise ValueError("out of range")
    if n == 0 or n < -5 or n > 5:
        raise ValueError("n must be 1..5 or -5..-1")
    length = monthrange(year, month)[1]
    if n > 0:
        first = date(year, month, 1)
        day = 1 + (weekday - first.weekday()) % 7 + (n - 1) * 7
        return date(year, month, day) if day <= length else None
    last = date(year, month, length)
    last -= timedelta(days=(last.weekday() - weekday) % 7)
    return last - timedelta(weeks=-n - 1)
