import calendar
from datetime import datetime


def solution(due, months):
    if not isinstance(due, str):
        raise TypeError("due must be str")
    if not isinstance(months, int) or isinstance(months, bool):
        raise TypeError("months must be int")
    parsed = datetime.strptime(due, "%Y-%m-%d")
    months_total = parsed.year * 12 + parsed.month - 1 + months
    year = months_total // 12
    month = months_total % 12 + 1
    if not 1 <= year <= 9999:
        raise ValueError("year out of range")
    days_in_old = calendar.monthrange(parsed.year, parsed.month)[1]
    days_in_new = calendar.monthrange(year, month)[1]
    if parsed.day == days_in_old or parsed.day > days_in_new:
        day = days_in_new
    else:
        day = parsed.day
    return f"{year:04d}-{month:02d}-{day:02d}"
