from datetime import date, timedelta


def solution(start, end, holidays):
    current = date.fromisoformat(start)
    last = date.fromisoformat(end)
    off_days = {date.fromisoformat(text) for text in holidays}
    working = 0
    while current <= last:
        if current.isoweekday() <= 5 and current not in off_days:
            working += 1
        current += timedelta(days=1)
    return working
