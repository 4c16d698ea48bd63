import calendar
from datetime import date


def add_months(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > 9999:
        return None
    month += 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last))


def solution(start, until, every):
    if every < 1:
        raise ValueError("every must be positive")
    result = []
    current = add_months(start, every)
    while current is not None and current <= until:
        result.append(current)
        current = add_months(current, every)
    return result
