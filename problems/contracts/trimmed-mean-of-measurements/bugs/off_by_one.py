from decimal import Decimal, ROUND_HALF_UP


def solution(values, percent):
    if len(values) == 0:
        raise ValueError("values must not be empty")
    if percent < 0 or percent > 49:
        raise ValueError("percent must be between 0 and 49")
    ordered = sorted(values)
    k = len(ordered) * percent // 100
    kept = ordered[k:-k]
    mean = Decimal(sum(kept)) / Decimal(len(kept))
    return mean.quantize(Decimal("0.01"), ROUND_HALF_UP)
