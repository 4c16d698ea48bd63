from datetime import datetime, timedelta


def to_utc(text, offset):
    hours, minutes = map(int, offset.split(":"))
    return datetime.strptime(text, "%Y-%m-%d %H:%M") - timedelta(hours=hours, minutes=minutes)


def minutes_between(a, b):
    return int((b - a).total_seconds() // 60)


def solution(legs):
    times = [(to_utc(d, d_off), to_utc(a, a_off)) for d, d_off, a, a_off in legs]
    travel = []
    for start, end in times:
        if end <= start:
            raise ValueError("arrival must be after departure")
        travel.append(minutes_between(start, end))
    waiting = []
    for (_, arrived), (departs, _) in zip(times, times[1:]):
        if departs < arrived:
            raise ValueError("departure before previous arrival")
        waiting.append(minutes_between(arrived, departs))
    return travel, waiting
