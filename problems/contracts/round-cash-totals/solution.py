def solution(amounts, step):
    for value in [*amounts, step]:
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError("ints required")
    if step < 1:
        raise ValueError("step must be at least 1")
    rounded = []
    for amount in amounts:
        size = (2 * abs(amount) + step) // (2 * step) * step
        rounded.append(-size if amount < 0 else size)
    return rounded, sum(rounded) - sum(amounts)
