def solution(stays):
    changes = {}
    for first, last in stays:
        if last < first:
            raise ValueError("last day before first day")
        changes[first] = changes.get(first, 0) + 1
        changes[last + 1] = changes.get(last + 1, 0) - 1
    days = sorted(day for day in changes if changes[day])
    guests, levels = 0, []
    for day, following in zip(days, days[1:]):
        guests += changes[day]
        levels.append((guests, (day, following - 1)))
    peak = max((guests for guests, _ in levels), default=0)
    return peak, [stretch for guests, stretch in levels if guests == peak]
