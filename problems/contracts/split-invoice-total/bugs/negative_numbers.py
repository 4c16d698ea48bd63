def _check(value):
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("expected an int")


def solution(total, weights):
    _check(total)
    for w in weights:
        _check(w)
    if not weights:
        raise ValueError("weights must not be empty")
    if any(w < 0 for w in weights):
        raise ValueError("weights must not be negative")
    s = sum(weights)
    if s == 0:
        raise ValueError("weights must not all be zero")
    shares, remainders = [], []
    for i, w in enumerate(weights):
        q, r = divmod(total * w, s)
        shares.append(q)
        remainders.append((-r, i))
    leftover = total - sum(shares)
    for _, i in sorted(remainders)[:leftover]:
        shares[i] += 1
    return shares
