def solution(weights, capacity, most):
    if not isinstance(weights, list):
        raise TypeError("a list of weights is required")
    values = [capacity, most] + weights
    if any(not isinstance(v, int) for v in values):
        raise TypeError("only integers are allowed")
    if min(values) < 1:
        raise ValueError("all numbers must be at least 1")
    if weights and max(weights) > capacity:
        raise ValueError("a parcel is heavier than the capacity")
    result = []
    total = 0
    for weight in weights:
        if not result or total + weight > capacity or len(result[-1]) == most:
            result.append([])
            total = 0
        result[-1].append(weight)
        total += weight
    return [tuple(load) for load in result]
