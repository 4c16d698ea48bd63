from decimal import Decimal, ROUND_HALF_UP


def find_price(billed, bands):
    for limit, price in bands:
        if billed <= limit:
            return price
    raise ValueError("parcel too heavy")


def solution(weight, bands, surcharge):
    if weight <= 0:
        raise ValueError("weight must be at least 1")
    units = weight // 500 + 1
    base = units * find_price(units * 500, bands)
    extra = (Decimal(base) * Decimal(surcharge) / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return base + int(extra)
