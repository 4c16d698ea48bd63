from datetime import date, datetime, timedelta


def solution(shifts):
    for day, minutes in shifts:
        if not isinstance(day, date) or isinstance(day, datetime):
            raise TypeError("day must be a date")
        if not isinstance(minutes, int):
            raise TypeError("minutes must be an int")
        if minutes < 0:
            raise ValueError("minutes must be >= 0")
    if not shifts:
        return {}

    def label(day):
        return day.strftime("%Y-W%V")

    first = min(day for day, _ in shifts)
    last = max(day for day, _ in shifts)
    result = {}
    current = first
    while current <= last:
        result.setdefault(label(current), 0)
        current += timedelta(days=1)
    for day, minutes in shifts:
        result[label(day)] += minutes
    return result
