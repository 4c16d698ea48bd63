from datetime import datetime, timedelta, timezone


def to_utc(local, offset):
    delta = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:]))
    if offset.startswith("-"):
        delta = -delta
    moment = datetime.strptime(local, "%Y-%m-%d %H:%M")
    return moment.replace(tzinfo=timezone(delta)).astimezone(timezone.utc)


def solution(legs):
    minute = timedelta(minutes=1)
    utc = [(to_utc(a, b), to_utc(c, d)) for a, b, c, d in legs]
    travel = [(end - start) // minute for start, end in utc]
    waiting = [(utc[i][0] - utc[i - 1][1]) // minute for i in range(1, len(utc))]
    if any(t < 0 for t in travel) or any(w < 0 for w in waiting):
        raise ValueError("times are not in order")
    return travel, waiting
