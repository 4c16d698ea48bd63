import re
from datetime import datetime, timedelta


def solution(events, offset):
    match = re.fullmatch(r"([+-])([0-9]{2}):([0-9]{2})", offset)
    if not match or int(match[2]) > 14 or int(match[3]) > 59:
        raise ValueError("bad offset")
    shift = int(match[2]) * 3600 + int(match[3]) * 60
    if match[1] == "-":
        shift = -shift
    totals = {}
    for timestamp, amount in events:
        moment = datetime(1970, 1, 1) + timedelta(seconds=timestamp + shift)
        day = moment.date().isoformat()
        totals[day] = totals.get(day, 0) + amount
    return dict(sorted(totals.items()))
