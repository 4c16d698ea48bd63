import calendar
from datetime import date


def renewal(start, months):
    total = start.month - 1 + months
    year = start.year + total // 12
    month = total % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return date(year, month, day)


def solution(start, until, every):
    if every < 1:
        raise ValueError("every must be >= 1")
    result = []
    k = 1
    while True:
        current = renewal(start, k * every)
        if current > until:
            return result
        result.append(current)
        k += 1
