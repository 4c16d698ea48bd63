def solution(amounts, step):
    if type(step) is not int:
        raise TypeError("step must be an int")
    if any(type(a) is not int for a in amounts):
        raise TypeError("amounts must be ints")
    if step <= 0:
        raise ValueError("step must be at least 1")
    rounded = []
    for amount in amounts:
        lower = amount - amount % step
        if 2 * (amount - lower) >= step:
            rounded.append(lower + step)
        else:
            rounded.append(lower)
    return rounded, sum(rounded) - sum(amounts)
