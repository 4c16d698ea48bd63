import re
from datetime import datetime, timedelta, timezone


def solution(events, offset):
    m = re.fullmatch(r"([+-])([0-9]{2}):([0-9]{2})", offset)
    if m is None:
        raise ValueError("malformed offset")
    hours, minutes = int(m.group(2)), int(m.group(3))
    if hours > 14 or minutes > 59:
        raise ValueError("offset out of range")
    delta = timedelta(hours=hours)
    if m.group(1) == "-":
        delta = -delta
    tz = timezone(delta)
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    sums = {}
    for ts, amount in events:
        key = (epoch + timedelta(seconds=ts)).astimezone(tz).strftime("%Y-%m-%d")
        sums[key] = sums.get(key, 0) + amount
    return {key: sums[key] for key in sorted(sums)}
