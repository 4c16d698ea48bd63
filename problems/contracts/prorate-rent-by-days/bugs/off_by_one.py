from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from math import floor


def solution(monthly_rent, move_in, move_out):
    start = date.fromisoformat(move_in)
    end = date.fromisoformat(move_out)
    if start > end:
        raise ValueError("period is reversed")
    if (start.year, start.month) == (end.year, end.month):
        length = monthrange(start.year, start.month)[1]
        return floor(Fraction(monthly_rent * (end - start).days, length) + Fraction(1, 2))
    days = Counter()
    current = start
    while current <= end:
        days[current.year, current.month] += 1
        current += timedelta(days=1)
    return sum(
        floor(Fraction(monthly_rent * n, monthrange(*key)[1]) + Fraction(1, 2))
        for key, n in days.items()
    )
