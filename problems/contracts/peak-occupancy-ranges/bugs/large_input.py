def solution(stays):
    if not stays:
        return (0, [])
    for first, last in stays:
        if last < first:
            raise ValueError("a stay must not end before it begins")
    start = min(first for first, _ in stays)
    end = max(last for _, last in stays)
    difference = [0] * (end - start + 2)
    for first, last in stays:
        difference[first - start] += 1
        difference[last - start + 1] -= 1
    counts = []
    current = 0
    for change in difference[:-1]:
        current += change
        counts.append(current)
    peak = max(counts)
    ranges = []
    for offset, count in enumerate(counts):
        if count != peak:
            continue
        day = start + offset
        if ranges and ranges[-1][1] == day - 1:
            ranges[-1] = (ranges[-1][0], day)
        else:
            ranges.append((day, day))
    return (peak, ranges)
