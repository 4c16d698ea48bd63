from datetime import datetime, timedelta


def utc_minutes(local, offset):
    shift = int(offset[1:3]) * 60 + int(offset[4:6])
    if offset[0] == "-":
        shift = -shift
    since = datetime.strptime(local, "%Y-%m-%d %H:%M") - datetime(1970, 1, 1)
    return since // timedelta(minutes=1) - shift


def solution(legs):
    travel, waiting = [], []
    previous = None
    for departure, departure_offset, arrival, arrival_offset in legs:
        start = utc_minutes(departure, departure_offset)
        end = utc_minutes(arrival, arrival_offset)
        if end <= start or previous is not None and start < previous:
            raise ValueError("times out of order")
        travel.append(end - start)
        if previous is not None:
            waiting.append(start - previous)
        previous = end
    return travel, waiting
