def solution(events, start, stop, interval):
    if interval < 1:
        raise ValueError("interval must be positive")
    ordered = sorted(events)
    samples = []
    position = 0
    current = None
    time = start
    while time <= stop:
        while position < len(ordered) and ordered[position][0] <= time:
            current = ordered[position][1]
            position += 1
        samples.append(current)
        time += interval
    return samples
