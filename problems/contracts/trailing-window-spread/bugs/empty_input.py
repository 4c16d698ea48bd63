def _check_int(value):
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"expected an int, got {value!r}")


def solution(readings, size):
    _check_int(size)
    if size < 1:
        raise ValueError("size must be at least 1")
    for reading in readings:
        if reading is not None:
            _check_int(reading)
    output = []
    for i, _ in enumerate(readings):
        window = readings[max(0, i - size + 1):i + 1]
        values = [v for v in window if v is not None]
        output.append(max(values, default=0) - min(values, default=0))
    return output
