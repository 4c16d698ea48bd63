from datetime import datetime, timedelta


def solution(events, offset):
    sign = -1 if offset.startswith("-") else 1
    hours, minutes = offset.lstrip("+-").split(":")
    hours, minutes = int(hours), int(minutes)
    if hours > 14 or minutes > 59:
        raise ValueError("offset out of range")
    shift = timedelta(hours=hours, minutes=minutes) * sign
    epoch = datetime(1970, 1, 1)
    per_day = {}
    for timestamp, amount in events:
        day = (epoch + timedelta(seconds=timestamp) + shift).date()
        per_day.setdefault(day, 0)
        per_day[day] += amount
    return {day.isoformat(): per_day[day] for day in sorted(per_day)}
