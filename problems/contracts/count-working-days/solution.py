from datetime import date, timedelta


def solution(start, end, holidays):
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if last < first:
        return -solution(end, start, holidays)
    free = {date.fromisoformat(h) for h in holidays}
    days = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return sum(day.weekday() < 5 and day not in free for day in days)
