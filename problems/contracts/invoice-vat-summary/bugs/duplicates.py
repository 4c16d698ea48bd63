from collections import defaultdict
from decimal import Decimal, ROUND_HALF_UP


def round_cents(x):
    return x.quantize(Decimal("0.01"), ROUND_HALF_UP)


def solution(lines):
    by_rate = defaultdict(Decimal)
    for quantity, unit_price, vat_rate in lines:
        by_rate[vat_rate] += round_cents(Decimal(unit_price) * quantity)
    net = sum(by_rate.values(), Decimal(0))
    vat = Decimal(0)
    for rate, subtotal in by_rate.items():
        vat += round_cents(subtotal * Decimal(rate) / 100)
    gross = net + vat
    return tuple(f"{value:.2f}" for value in (net, vat, gross))
