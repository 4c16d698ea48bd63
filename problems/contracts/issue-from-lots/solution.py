def solution(lots, demand):
    if demand < 0 or demand > sum(quantity for _, quantity, _ in lots):
        raise ValueError("demand cannot be met")
    taken = {}
    for lot, quantity, _ in sorted(lots, key=lambda line: line[2]):
        amount = min(quantity, demand)
        if amount > 0:
            taken[lot] = taken.get(lot, 0) + amount
            demand -= amount
    return list(taken.items())
