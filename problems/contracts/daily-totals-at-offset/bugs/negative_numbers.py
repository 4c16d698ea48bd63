import re
from datetime import date, timedelta

EPOCH = date(1970, 1, 1)


def parse_offset(offset):
    if not re.fullmatch(r"[+-][0-9]{2}:[0-9]{2}", offset):
        raise ValueError(f"invalid offset: {offset}")
    hours, minutes = offset.split(":")
    hours, minutes = int(hours), int(minutes)
    if abs(hours) > 14 or minutes > 59:
        raise ValueError(f"offset out of range: {offset}")
    return hours * 3600 + minutes * 60


def solution(events, offset):
    seconds = parse_offset(offset)
    result = {}
    for timestamp, amount in events:
        day = EPOCH + timedelta(days=(timestamp + seconds) // 86400)
        result[day] = result.get(day, 0) + amount
    return {day.isoformat(): result[day] for day in sorted(result)}
