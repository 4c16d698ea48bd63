from decimal import Decimal


def solution(values, percent):
    if not values:
        raise ValueError("at least one measurement is needed")
    if percent < 0 or percent > 49:
        raise ValueError("percent must lie between 0 and 49")
    n = len(values)
    k = n * percent // 100
    rest = sorted(values)[k:n - k]
    total, count = sum(rest), len(rest)
    hundredths = (abs(total) * 200 + count) // (2 * count)
    if total < 0:
        hundredths = -hundredths
    return Decimal(hundredths) / Decimal(100)
