from decimal import Decimal


def solution(values, percent):
    if not values:
        raise ValueError("empty series")
    if percent not in range(50):
        raise ValueError("percent out of range")
    n = len(values)
    cut = (n * percent) // 100
    remaining = sorted(values)[cut:n - cut]
    mean = Decimal(sum(remaining)) / len(remaining)
    return round(mean, 2)
