import math


def solution(weight, bands, surcharge):
    if weight < 1:
        raise ValueError("invalid weight")
    units = -(-weight // 500)
    billed_weight = units * 500
    for limit, price in bands:
        if limit >= billed_weight:
            base = units * price
            break
    else:
        raise ValueError("no matching band")
    extra = math.floor(base * float(surcharge) / 100 + 0.5)
    return base + extra
