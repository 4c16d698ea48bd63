def solution(readings, highest):
    for value in (highest, *readings):
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(f"not an int: {value!r}")
    if highest < 1:
        raise ValueError("highest must be at least 1")
    if not readings:
        raise ValueError("readings must not be empty")
    if any(value > highest for value in readings):
        raise ValueError("reading exceeds the highest value")
    result = []
    for before, after in zip(readings, readings[1:]):
        if after < before:
            result.append(highest + 1 - before + after)
        else:
            result.append(after - before)
    return result
