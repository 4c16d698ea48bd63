import math


def nearest(amount, step):
    units = math.floor(abs(amount) / step + 0.5)
    return int(math.copysign(units, amount)) * step


def solution(amounts, step):
    for value in (step, *amounts):
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("only ints are accepted")
    if step < 1:
        raise ValueError("step must be at least one")
    rounded = [nearest(amount, step) for amount in amounts]
    difference = sum(rounded) - sum(amounts)
    return rounded, difference
