import calendar
from datetime import date
from fractions import Fraction


def solution(monthly_rent, move_in, move_out):
    start = date.fromisoformat(move_in)
    end = date.fromisoformat(move_out)
    if end < start:
        raise ValueError("move_out must not be before move_in")
    year, month = start.year, start.month
    owed = 0
    while (year, month) <= (end.year, end.month):
        days_in_month = calendar.monthrange(year, month)[1]
        first = start.day if (year, month) == (start.year, start.month) else 1
        last = end.day if (year, month) == (end.year, end.month) else days_in_month
        owed += round(Fraction(monthly_rent * (last - first + 1), days_in_month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return owed
