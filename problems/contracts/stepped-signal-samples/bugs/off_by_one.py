def solution(events, start, stop, interval):
    if interval < 1:
        raise ValueError("interval must be at least 1")
    by_time = {}
    for time, value in events:
        by_time[time] = value
    ordered = sorted(by_time.items(), key=lambda pair: pair[0])
    result = []
    for moment in range(start, stop, interval):
        value = None
        for time, candidate in ordered:
            if time > moment:
                break
            value = candidate
        result.append(value)
    return result
