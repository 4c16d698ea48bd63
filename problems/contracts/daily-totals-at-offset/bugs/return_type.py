import re
from collections import defaultdict
from datetime import datetime, timedelta


def solution(events, offset):
    match = re.fullmatch(r"([+-])([0-9]{2}):([0-9]{2})", offset)
    if match is None:
        raise ValueError("invalid offset")
    sign = 1 if match.group(1) == "+" else -1
    hours, minutes = int(match.group(2)), int(match.group(3))
    if hours > 14 or minutes > 59:
        raise ValueError("invalid offset")
    shift = sign * timedelta(hours=hours, minutes=minutes)
    totals = defaultdict(int)
    for timestamp, amount in events:
        local = datetime(1970, 1, 1) + timedelta(seconds=timestamp) + shift
        totals[local.strftime("%Y-%m-%d")] += amount
    return totals
