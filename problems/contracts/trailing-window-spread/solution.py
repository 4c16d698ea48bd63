def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def solution(readings, size):
    if not is_int(size):
        raise TypeError("size must be an int")
    if size < 1:
        raise ValueError("size must be at least 1")
    for reading in readings:
        if reading is not None and not is_int(reading):
            raise TypeError("readings must be int or None")
    result = []
    for i in range(len(readings)):
        window = [r for r in readings[max(0, i - size + 1):i + 1] if r is not None]
        result.append(max(window) - min(window) if window else None)
    return result
