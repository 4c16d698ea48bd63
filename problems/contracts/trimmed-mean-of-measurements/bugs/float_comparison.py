import math
from decimal import Decimal, ROUND_HALF_UP


def trim(values, fraction):
    k = math.floor(len(values) * fraction)
    ordered = sorted(values)
    return ordered[k:len(ordered) - k]


def solution(values, percent):
    if not values:
        raise ValueError("values is empty")
    if not 0 <= percent < 50:
        raise ValueError("percent must be 0..49")
    kept = trim(values, percent / 100)
    average = Decimal(sum(kept)) / Decimal(len(kept))
    return average.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
