from calendar import monthrange
from datetime import date, timedelta


def check(value, allowed):
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("int expected")
    return value in allowed


def solution(year, month, weekday, n):
    results = [
        check(year, range(1, 10000)),
        check(month, range(1, 13)),
        check(weekday, range(7)),
        check(n, [1, 2, 3, 4, 5, -1, -2, -3, -4, -5]),
    ]
    if not all(results):
        raise ValueError("argument out of range")
    if n > 0:
        first = date(year, month, 1)
        shift = (weekday - first.weekday()) % 7
        return first + timedelta(days=shift + 7 * (n - 1))
    last = date(year, month, monthrange(year, month)[1])
    shift = (last.weekday() - weekday) % 7
    day = last.day - shift - 7 * (-n - 1)
    return date(year, month, day) if day >= 1 else None
