from datetime import date, datetime, timedelta


def week_label(day):
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def solution(shifts):
    totals = {}
    for day, minutes in sorted(shifts, key=lambda s: str(s[0])):
        if isinstance(day, datetime) or not isinstance(day, date):
            raise TypeError("day must be a date")
        if not isinstance(minutes, int):
            raise TypeError("minutes must be an int")
        if minutes < 0:
            raise ValueError("minutes must not be negative")
        label = week_label(day)
        totals[label] = totals.get(label, 0) + minutes
    if totals:
        current = min(day for day, _ in shifts)
        last = max(day for day, _ in shifts)
        while current <= last:
            totals.setdefault(week_label(current), 0)
            current += timedelta(days=1)
    return totals
