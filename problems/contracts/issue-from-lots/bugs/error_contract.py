def solution(lots, demand):
    if demand < 0:
        raise ValueError("demand must be zero or more")
    result = {}
    for name, quantity, _ in sorted(lots, key=lambda line: line[2]):
        if demand <= 0:
            break
        take = min(quantity, demand)
        if take > 0:
            result[name] = result.get(name, 0) + take
            demand -= take
    return list(result.items())
