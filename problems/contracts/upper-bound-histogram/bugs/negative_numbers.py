def solution(readings, width):
    counts = {}
    for value in readings:
        sign = -1 if value < 0 else 1
        quotient, rest = divmod(abs(value), width)
        upper = sign * (quotient + (1 if rest else 0)) * width
        counts[upper] = counts.get(upper, 0) + 1
    if not counts:
        return []
    result = []
    bound = min(counts)
    while bound <= max(counts):
        result.append((bound, counts.get(bound, 0)))
        bound += width
    return result
