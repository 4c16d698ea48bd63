from fractions import Fraction


def solution(readings):
    if not all(isinstance(r, int) for r in readings):
        raise TypeError("every reading must be an int")
    if not readings:
        raise ValueError("at least one reading is needed")
    values = sorted(int(r) for r in readings)
    n = len(values)
    low, high = values[(n - 1) // 2], values[n // 2]
    result = Fraction(low + high, 2)
    return result.numerator if result.denominator == 1 else result
