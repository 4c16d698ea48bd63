from decimal import Decimal, ROUND_HALF_UP


def solution(weight, bands, surcharge):
    if weight < 1:
        raise ValueError("weight must be positive")
    units, rest = divmod(weight, 500)
    if rest:
        units += 1
    price = None
    for limit, band_price in bands:
        price = band_price
        if limit >= units * 500:
            break
    if price is None:
        raise ValueError("no bands given")
    base = units * price
    fuel = Decimal(base) * Decimal(surcharge) / Decimal(100)
    return base + int(fuel.quantize(Decimal("1"), rounding=ROUND_HALF_UP))
