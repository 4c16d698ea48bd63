from datetime import date


def anniversary(joined, year):
    try:
        return joined.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def solution(joined, today):
    joined, today = date.fromisoformat(joined), date.fromisoformat(today)
    if today < joined:
        raise ValueError("today lies before joined")
    year = max(today.year, joined.year + 1)
    if anniversary(joined, year) < today:
        year += 1
    upcoming = anniversary(joined, year)
    years = year - joined.year - (upcoming > today)
    return years, (upcoming - today).days
