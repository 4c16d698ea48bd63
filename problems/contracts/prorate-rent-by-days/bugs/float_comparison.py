import math
from calendar import monthrange
from datetime import date


def solution(monthly_rent, move_in, move_out):
    start = date.fromisoformat(move_in)
    end = date.fromisoformat(move_out)
    if end < start:
        raise ValueError("invalid period")

    total = 0
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        length = monthrange(year, month)[1]
        lo = max(start, date(year, month, 1))
        hi = min(end, date(year, month, length))
        days = (hi - lo).days + 1
        total += math.floor(monthly_rent * days / length + 0.5)
        month += 1
        if month > 12:
            month = 1
            year += 1
    return total
