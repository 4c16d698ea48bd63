def solution(events, start, stop, interval):
    if interval < 1:
        raise ValueError("interval must be >= 1")
    events.sort(key=lambda e: e[0])
    result = []
    i = 0
    value = None
    t = start
    while t <= stop:
        while i < len(events) and events[i][0] <= t:
            value = events[i][1]
            i += 1
        result.append(value)
        t += interval
    return result
