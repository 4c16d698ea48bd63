def solution(readings, highest):
    def check(x):
        if type(x) is not int:
            raise TypeError("integers expected")

    check(highest)
    for r in readings:
        check(r)
    if highest < 1:
        raise ValueError("highest must be at least 1")
    if len(readings) == 0:
        raise ValueError("no readings")
    for r in readings:
        if r < 0 or r > highest:
            raise ValueError("reading outside the range of the meter")
    usage = []
    for i in range(1, len(readings)):
        previous, current = readings[i - 1], readings[i]
        if current >= previous:
            usage.append(current - previous)
        else:
            usage.append(highest - previous + current)
    return usage
