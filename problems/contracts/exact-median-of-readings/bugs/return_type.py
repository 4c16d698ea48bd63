from fractions import Fraction


def solution(readings):
    for r in readings:
        if isinstance(r, bool) or not isinstance(r, int):
            raise TypeError("readings must contain only ints")
    if not readings:
        raise ValueError("readings must not be empty")
    ordered = sorted(readings)
    middle, odd = divmod(len(ordered), 2)
    if odd:
        return ordered[middle]
    return Fraction(ordered[middle - 1] + ordered[middle], 2)
