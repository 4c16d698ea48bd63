def solution(weights, capacity, most):
    if not isinstance(weights, list):
        raise TypeError("weights must be a list")
    for number in [capacity, most, *weights]:
        if isinstance(number, bool) or not isinstance(number, int):
            raise TypeError("expected an int")
    if capacity < 1 or most < 1:
        raise ValueError("limits must be at least 1")
    if any(not 1 <= weight <= capacity for weight in weights):
        raise ValueError("weight out of range")
    loads = []
    for weight in weights:
        if loads and sum(loads[-1]) + weight <= capacity and len(loads[-1]) < most:
            loads[-1] += (weight,)
        else:
            loads.append((weight,))
    return loads
