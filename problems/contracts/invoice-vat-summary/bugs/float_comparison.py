import math


def half_up(value):
    cents = math.floor(abs(value) * 100 + 0.5)
    return -cents if value < 0 else cents


def text(cents):
    return ("-" if cents < 0 else "") + "%d.%02d" % divmod(abs(cents), 100)


def solution(lines):
    groups = {}
    for quantity, unit_price, vat_rate in lines:
        rate = float(vat_rate)
        groups.setdefault(rate, 0)
        groups[rate] += half_up(quantity * float(unit_price))
    net_total = sum(groups.values())
    vat_total = sum(half_up(net * rate / 10000) for rate, net in groups.items())
    return text(net_total), text(vat_total), text(net_total + vat_total)
