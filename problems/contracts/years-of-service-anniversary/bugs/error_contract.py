from datetime import date


def anniversary(joined, year):
    if (joined.month, joined.day) == (2, 29):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return date(year, 2, 29) if leap else date(year, 3, 1)
    return joined.replace(year=year)


def solution(joined, today):
    joined = date.fromisoformat(joined)
    today = date.fromisoformat(today)
    years = 0
    current = anniversary(joined, joined.year + 1)
    while current <= today:
        years += 1
        if current == today:
            return years, 0
        current = anniversary(joined, joined.year + years + 1)
    return years, (current - today).days
