def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def solution(total, weights):
    if not is_int(total) or not all(is_int(w) for w in weights):
        raise TypeError("total and weights must be ints")
    if not weights or min(weights) < 0 or sum(weights) == 0:
        raise ValueError("weights must be non-negative with a positive sum")
    whole = sum(weights)
    amount = abs(total)
    shares = [amount * w // whole for w in weights]
    order = sorted(range(len(weights)), key=lambda i: -(amount * weights[i] % whole))
    for i in order[:amount - sum(shares)]:
        shares[i] += 1
    return [-s for s in shares] if total < 0 else shares
