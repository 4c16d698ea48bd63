from fractions import Fraction
from math import floor


def solution(weight, bands, surcharge):
    if weight < 1:
        raise ValueError("weight must be positive")
    units = (weight + 499) // 500
    for limit, price in bands:
        if units * 500 <= limit:
            base = units * price
            return base + floor(base * Fraction(surcharge) / 100 + Fraction(1, 2))
    raise ValueError("no band fits")
