from datetime import date


def anniversary(start, year):
    if start.month == 2 and start.day == 29:
        try:
            return date(year, 2, 29)
        except ValueError:
            return date(year, 3, 1)
    return date(year, start.month, start.day)


def solution(joined, today):
    start = date.fromisoformat(joined)
    now = date.fromisoformat(today)
    if now < start:
        raise ValueError("invalid dates")
    years = now.year - start.year
    if anniversary(start, now.year) > now:
        years -= 1
    upcoming = anniversary(start, start.year + years + 1)
    return years, (upcoming - now).days
