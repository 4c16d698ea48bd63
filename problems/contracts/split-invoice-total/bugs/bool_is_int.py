def solution(total, weights):
    if not isinstance(total, int):
        raise TypeError("total must be an int")
    for weight in weights:
        if not isinstance(weight, int):
            raise TypeError("weights must be ints")
    if len(weights) == 0:
        raise ValueError("no weights")
    if any(weight < 0 for weight in weights):
        raise ValueError("negative weight")
    weight_sum = sum(weights)
    if weight_sum == 0:
        raise ValueError("all weights are zero")

    sign = -1 if total < 0 else 1
    total = abs(total)
    parts = [divmod(total * weight, weight_sum) for weight in weights]
    result = [quotient for quotient, _ in parts]
    left = total - sum(result)
    ranking = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
    for index in ranking[:left]:
        result[index] += 1
    return [sign * share for share in result]
