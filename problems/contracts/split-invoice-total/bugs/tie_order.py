def solution(total, weights):
    def valid(n):
        return type(n) is int

    if not valid(total) or not all(map(valid, weights)):
        raise TypeError("ints required")
    if not weights or any(w < 0 for w in weights) or sum(weights) == 0:
        raise ValueError("invalid weights")
    if total < 0:
        return [-x for x in solution(-total, weights)]
    s = sum(weights)
    result = [total * w // s for w in weights]
    ranked = sorted(((total * w % s, i) for i, w in enumerate(weights)), reverse=True)
    remaining = total - sum(result)
    for k in range(remaining):
        result[ranked[k][1]] += 1
    return result
