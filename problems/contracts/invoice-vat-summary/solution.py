from decimal import Decimal, ROUND_HALF_UP


def cents(value):
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def solution(lines):
    per_rate = {}
    for quantity, unit_price, vat_rate in lines:
        rate = Decimal(vat_rate)
        per_rate[rate] = per_rate.get(rate, Decimal("0.00")) + cents(quantity * Decimal(unit_price))
    net = sum(per_rate.values(), Decimal("0.00"))
    vat = sum((cents(amount * rate / 100) for rate, amount in per_rate.items()), Decimal("0.00"))
    return f"{net:.2f}", f"{vat:.2f}", f"{net + vat:.2f}"
