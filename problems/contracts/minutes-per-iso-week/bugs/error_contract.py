from collections import defaultdict
from datetime import date, timedelta


def week_start(day):
    return day - timedelta(days=day.isoweekday() - 1)


def solution(shifts):
    per_week = defaultdict(int)
    for day, minutes in shifts:
        if not isinstance(day, date):
            raise TypeError("day must be a datetime.date")
        if not isinstance(minutes, int):
            raise TypeError("minutes must be an int")
        if minutes < 0:
            raise ValueError("minutes must not be negative")
        per_week[week_start(date(day.year, day.month, day.day))] += minutes
    if not per_week:
        return {}
    current = min(per_week)
    end = max(per_week)
    result = {}
    while current <= end:
        iso = current.isocalendar()
        result[f"{iso.year}-W{iso.week:02d}"] = per_week.get(current, 0)
        current += timedelta(weeks=1)
    return result
