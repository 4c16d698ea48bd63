def solution(stays):
    events = []
    for first, last in stays:
        if last < first:
            raise ValueError("invalid stay")
        events.append((first, 1))
        events.append((last + 1, -1))
    events.sort()
    segments = []
    count = 0
    i = 0
    while i < len(events):
        day = events[i][0]
        while i < len(events) and events[i][0] == day:
            count += events[i][1]
            i += 1
        segments.append((day, count))
    peak = max(count for _, count in segments)
    ranges = []
    for (day, count), (next_day, _) in zip(segments, segments[1:]):
        if count == peak:
            if ranges and ranges[-1][1] + 1 == day:
                ranges[-1] = (ranges[-1][0], next_day - 1)
            else:
                ranges.append((day, next_day - 1))
    return peak, ranges
