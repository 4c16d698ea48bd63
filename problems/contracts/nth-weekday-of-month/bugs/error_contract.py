import calendar
from datetime import date


def solution(year, month, weekday, n):
    for name, value in (("year", year), ("month", month), ("weekday", weekday), ("n", n)):
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name} must be an int")
    if not 1 <= year <= 9999:
        raise ValueError("year must be in 1..9999")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 0 <= weekday <= 6:
        raise ValueError("weekday must be in 0..6")
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    days = [week[weekday] for week in weeks if week[weekday]]
    if 1 <= n <= len(days):
        return date(year, month, days[n - 1])
    if -len(days) <= n <= -1:
        return date(year, month, days[n])
    return None
