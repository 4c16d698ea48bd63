from datetime import date, timedelta


def solution(start, end, holidays):
    a, b = sorted([date.fromisoformat(start), date.fromisoformat(end)])
    total = (b - a).days + 1
    weekend = sum(1 for n in range(total) if (a + timedelta(days=n)).weekday() >= 5)
    free = {date.fromisoformat(h) for h in holidays}
    closed = sum(1 for day in free if a <= day <= b)
    working = total - weekend - closed
    return -working if start > end else working
