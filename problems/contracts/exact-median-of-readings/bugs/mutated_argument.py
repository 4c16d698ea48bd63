from fractions import Fraction


def _validate(readings):
    for r in readings:
        if type(r) is not int:
            raise TypeError(f"not an int: {r!r}")
    if not readings:
        raise ValueError("empty list")


def solution(readings):
    _validate(readings)
    readings.sort()
    n = len(readings)
    if n % 2 == 1:
        return readings[n // 2]
    a, b = readings[n // 2 - 1], readings[n // 2]
    if (a + b) % 2 == 0:
        return (a + b) // 2
    return Fraction(a + b, 2)
