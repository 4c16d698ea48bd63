def solution(events, start, stop, interval):
    if interval < 1:
        raise ValueError("interval must be at least 1")
    latest = {time: value for time, value in events}
    times = sorted(latest)
    first_time = times[0]
    samples = []
    for now in range(start, stop + 1, interval):
        if now < first_time:
            samples.append(None)
        else:
            active = max(t for t in times if t <= now)
            samples.append(latest[active])
    return samples
