from bisect import bisect_right


def solution(events, start, stop, interval):
    if interval < 1:
        raise ValueError("interval must be at least 1")
    values = dict(events)
    times = sorted(values)
    samples = []
    for time in range(start, stop + 1, interval):
        index = bisect_right(times, time)
        samples.append(values[times[index - 1]] if index else None)
    return samples
