from fractions import Fraction


def solution(readings):
    for value in readings:
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError("readings must be ints")
    if not readings:
        raise ValueError("no readings")
    ordered = sorted(readings)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    total = ordered[half - 1] + ordered[half]
    return Fraction(total, 2) if total % 2 else total // 2
