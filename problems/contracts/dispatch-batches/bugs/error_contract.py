def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def solution(weights, capacity, most):
    if not isinstance(weights, list):
        raise TypeError("weights must be a list")
    if not (is_int(capacity) and is_int(most) and all(is_int(w) for w in weights)):
        raise TypeError("numbers must be integers")
    if capacity < 1 or most < 1:
        raise ValueError("capacity and most must be at least 1")
    if any(w < 1 for w in weights):
        raise ValueError("weights must be at least 1")
    loads = []
    current = []
    for w in weights:
        if current and (sum(current) + w > capacity or len(current) >= most):
            loads.append(tuple(current))
            current = []
        current.append(w)
    if current:
        loads.append(tuple(current))
    return loads
