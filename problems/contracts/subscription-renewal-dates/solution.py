from calendar import monthrange
from datetime import date


def solution(start, until, every):
    if every < 1:
        raise ValueError("every must be at least 1")
    renewals = []
    index = start.year * 12 + start.month - 1 + every
    while index <= until.year * 12 + until.month - 1:
        year, month = index // 12, index % 12 + 1
        day = date(year, month, min(start.day, monthrange(year, month)[1]))
        if day <= until:
            renewals.append(day)
        index += every
    return renewals
