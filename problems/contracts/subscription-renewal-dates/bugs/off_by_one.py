from calendar import monthrange
from datetime import MAXYEAR, date
from itertools import count


def solution(start, until, every):
    if every < 1:
        raise ValueError("invalid interval")
    dates = []
    for k in count(1):
        months = start.month - 1 + k * every
        year = start.year + months // 12
        month = months % 12 + 1
        if year > MAXYEAR:
            break
        renewal = date(year, month, min(start.day, monthrange(year, month)[1]))
        if not renewal < until:
            break
        dates.append(renewal)
    return dates
