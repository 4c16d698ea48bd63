import math


def solution(total, weights):
    for value in [total, *weights]:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("only ints are allowed")
    if not weights or any(w < 0 for w in weights) or not any(weights):
        raise ValueError("bad weights")
    negative = total < 0
    total = abs(total)
    weight_sum = sum(weights)
    exact = [total * w / weight_sum for w in weights]
    shares = [math.floor(x) for x in exact]
    leftover = total - sum(shares)
    order = sorted(range(len(exact)), key=lambda i: (-round(exact[i] - shares[i], 9), i))
    for i in order[:leftover]:
        shares[i] += 1
    if negative:
        shares = [-x for x in shares]
    return shares
