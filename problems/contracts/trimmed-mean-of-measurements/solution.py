from decimal import Decimal, ROUND_HALF_UP


def solution(values, percent):
    if not values or not 0 <= percent <= 49:
        raise ValueError("no values or percent out of range")
    k = len(values) * percent // 100
    kept = sorted(values)[k:len(values) - k]
    mean = Decimal(sum(kept)) / len(kept)
    return mean.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
