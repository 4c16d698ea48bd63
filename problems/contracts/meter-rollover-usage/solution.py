def solution(readings, highest):
    for value in [highest, *readings]:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("expected an int")
    if highest < 1 or not readings:
        raise ValueError("nothing to measure")
    if any(not 0 <= value <= highest for value in readings):
        raise ValueError("reading out of range")
    return [(after - before) % (highest + 1) for before, after in zip(readings, readings[1:])]
