from datetime import date


def weekdays(first, last):
    full_weeks, rest = divmod((last - first).days + 1, 7)
    extra = sum(1 for i in range(rest) if (first.weekday() + i) % 7 < 5)
    return full_weeks * 5 + extra


def solution(start, end, holidays):
    a = date.fromisoformat(start)
    b = date.fromisoformat(end)
    sign = 1
    if b < a:
        a, b = b, a
        sign = -1
    result = weekdays(a, b)
    for text in holidays:
        day = date.fromisoformat(text)
        if a <= day <= b and day.weekday() < 5:
            result -= 1
    return sign * result
