from collections import OrderedDict


def solution(lots, demand):
    if demand < 0:
        raise ValueError("negative demand")
    ordered = sorted((expiry, lot, quantity) for lot, quantity, expiry in lots)
    taken = OrderedDict()
    left = demand
    for _, lot, quantity in ordered:
        if left <= 0:
            break
        used = min(left, quantity)
        if used > 0:
            taken[lot] = taken.get(lot, 0) + used
            left -= used
    if left > 0:
        raise ValueError("demand exceeds stock")
    return list(taken.items())
