from collections import defaultdict
from decimal import Decimal

CENT = Decimal("0.01")


def solution(lines):
    net_by_rate = defaultdict(lambda: Decimal("0.00"))
    for quantity, unit_price, vat_rate in lines:
        net_by_rate[Decimal(vat_rate)] += (Decimal(quantity) * Decimal(unit_price)).quantize(CENT)
    net = Decimal("0.00")
    vat = Decimal("0.00")
    for rate, amount in net_by_rate.items():
        net += amount
        vat += (amount * rate / Decimal(100)).quantize(CENT)
    return (f"{net:.2f}", f"{vat:.2f}", f"{net + vat:.2f}")
