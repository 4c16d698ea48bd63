from decimal import Decimal
from math import ceil


def solution(weight, bands, surcharge):
    if weight < 1:
        raise ValueError("weight must be at least 1 g")
    units = ceil(weight / 500)
    billed = units * 500
    price = next((p for limit, p in bands if limit >= billed), None)
    if price is None:
        raise ValueError("no band for this weight")
    base = units * price
    return base + round(base * Decimal(surcharge) / 100)
