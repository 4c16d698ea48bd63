def solution(readings, tolerance):
    if not readings:
        return None
    best_start, best_length = 0, 0
    for start in range(len(readings)):
        low = high = readings[start]
        length = 0
        for value in readings[start:]:
            low = min(low, value)
            high = max(high, value)
            if high - low > tolerance:
                break
            length += 1
        if length >= best_length:
            best_start, best_length = start, length
    return (best_start, best_length)
