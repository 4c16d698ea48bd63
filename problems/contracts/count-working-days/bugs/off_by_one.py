from datetime import date, timedelta


def count(first, last, free):
    total = 0
    while first <= last:
        if first.weekday() < 5 and first not in free:
            total += 1
        first += timedelta(days=1)
    return total


def solution(start, end, holidays):
    a, b = date.fromisoformat(start), date.fromisoformat(end)
    free = {date.fromisoformat(h) for h in holidays}
    if a == b:
        return 0
    if b < a:
        return -count(b, a, free)
    return count(a, b, free)
