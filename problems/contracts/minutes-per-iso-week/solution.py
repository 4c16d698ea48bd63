from datetime import date, timedelta


def solution(shifts):
    totals = {}
    for day, minutes in shifts:
        if type(day) is not date or not isinstance(minutes, int):
            raise TypeError("expected (date, int)")
        if minutes < 0:
            raise ValueError("minutes must not be negative")
        monday = day - timedelta(days=day.weekday())
        totals[monday] = totals.get(monday, 0) + minutes
    report = {}
    if totals:
        monday, last = min(totals), max(totals)
        while monday <= last:
            year, week, _ = monday.isocalendar()
            report[f"{year:04d}-W{week:02d}"] = totals.get(monday, 0)
            monday += timedelta(days=7)
    return report
