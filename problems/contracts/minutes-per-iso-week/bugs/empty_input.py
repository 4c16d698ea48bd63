from datetime import date, timedelta


def check(day, minutes):
    if type(day) is not date:
        raise TypeError("day must be a plain date")
    if not isinstance(minutes, int):
        raise TypeError("minutes must be an int")
    if minutes < 0:
        raise ValueError("negative minutes")


def solution(shifts):
    for day, minutes in shifts:
        check(day, minutes)
    ordered = sorted(shifts, key=lambda s: s[0])
    start = ordered[0][0]
    end = ordered[-1][0]
    totals = {}
    current = start - timedelta(days=start.weekday())
    while current <= end:
        y, w, _ = current.isocalendar()
        totals["%04d-W%02d" % (y, w)] = 0
        current += timedelta(days=7)
    for day, minutes in ordered:
        y, w, _ = day.isocalendar()
        totals["%04d-W%02d" % (y, w)] += minutes
    return totals
