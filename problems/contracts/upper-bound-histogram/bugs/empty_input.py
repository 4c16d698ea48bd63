def solution(readings, width):
    def upper_bound(value):
        rest = value % width
        return value if rest == 0 else value - rest + width

    ordered = sorted(upper_bound(value) for value in readings)
    result = []
    for bound in range(ordered[0], ordered[-1] + width, width):
        result.append((bound, sum(1 for b in ordered if b == bound)))
    return result
