def solution(lots, demand):
    if demand < 0:
        raise ValueError("demand must not be negative")
    if demand > sum(line[1] for line in lots):
        raise ValueError("not enough stock")
    remaining = demand
    result = []
    for lot, quantity, expiry in sorted(lots, key=lambda line: line[2]):
        if remaining == 0:
            break
        take = min(quantity, remaining)
        if take:
            result.append((lot, take))
            remaining -= take
    return result
