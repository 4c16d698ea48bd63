def _is_plain_int(x):
    return isinstance(x, int) and not isinstance(x, bool)


def solution(readings, highest):
    if not _is_plain_int(highest) or not all(_is_plain_int(r) for r in readings):
        raise TypeError("readings and highest must be integers")
    if highest < 1:
        raise ValueError("highest must be positive")
    for r in readings:
        if not 0 <= r <= highest:
            raise ValueError(f"reading {r} is out of range")
    modulus = highest + 1
    return [(b - a) % modulus for a, b in zip(readings, readings[1:])]
