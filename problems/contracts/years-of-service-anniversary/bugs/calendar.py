import calendar
from datetime import date


def date_in_year(day, year):
    last = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, last))


def solution(joined, today):
    start = date.fromisoformat(joined)
    now = date.fromisoformat(today)
    if now < start:
        raise ValueError("today is before joined")
    years = 0
    while date_in_year(start, start.year + years + 1) <= now:
        years += 1
    if years > 0 and date_in_year(start, start.year + years) == now:
        return years, 0
    following = date_in_year(start, start.year + years + 1)
    return years, (following - now).days
