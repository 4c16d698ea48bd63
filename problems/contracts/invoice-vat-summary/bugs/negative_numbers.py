from decimal import Decimal, ROUND_FLOOR


def to_cents(amount):
    return int((amount * 100 + Decimal("0.5")).to_integral_value(rounding=ROUND_FLOOR))


def show(cents):
    sign = "-" if cents < 0 else ""
    cents = abs(cents)
    return f"{sign}{cents // 100}.{cents % 100:02d}"


def solution(lines):
    sums = {}
    for quantity, price, rate in lines:
        key = Decimal(rate)
        sums[key] = sums.get(key, 0) + to_cents(Decimal(price) * quantity)
    net = sum(sums.values())
    vat = sum(to_cents(Decimal(value) / 100 * rate / 100) for rate, value in sums.items())
    return show(net), show(vat), show(net + vat)
