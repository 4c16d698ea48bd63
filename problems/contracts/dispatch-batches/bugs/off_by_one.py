def _int(value):
    if type(value) is not int:
        raise TypeError("int expected")


def solution(weights, capacity, most):
    if not isinstance(weights, list):
        raise TypeError("weights must be a list")
    _int(capacity)
    _int(most)
    for weight in weights:
        _int(weight)
    if capacity < 1 or most < 1:
        raise ValueError("capacity and most must be positive")
    for weight in weights:
        if weight < 1 or weight > capacity:
            raise ValueError("bad weight")
    loads = []
    load, total = [], 0
    for weight in weights:
        if load and (total + weight >= capacity or len(load) >= most):
            loads.append(tuple(load))
            load, total = [], 0
        load.append(weight)
        total += weight
    if load:
        loads.append(tuple(load))
    return loads
