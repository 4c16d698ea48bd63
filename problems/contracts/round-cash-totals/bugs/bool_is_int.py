def round_to_step(amount, step):
    quotient, remainder = divmod(abs(amount), step)
    if remainder * 2 >= step:
        quotient += 1
    result = quotient * step
    return result if amount >= 0 else -result


def solution(amounts, step):
    if not isinstance(step, int):
        raise TypeError("step must be an int")
    if not all(isinstance(a, int) for a in amounts):
        raise TypeError("all amounts must be ints")
    if step < 1:
        raise ValueError("step must be >= 1")
    rounded = [round_to_step(a, step) for a in amounts]
    return rounded, sum(rounded) - sum(amounts)
