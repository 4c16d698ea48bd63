from fractions import Fraction


def _require_int(value):
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"expected int, got {type(value).__name__}")


def solution(amounts, step):
    _require_int(step)
    for amount in amounts:
        _require_int(amount)
    if step < 1:
        raise ValueError("step must be positive")
    rounded = [round(Fraction(amount, step)) * step for amount in amounts]
    return (rounded, sum(rounded) - sum(amounts))
