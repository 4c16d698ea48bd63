def solution(weights, capacity, most):
    if type(weights) is not list:
        raise TypeError("weights must be a list")
    for value in weights + [capacity, most]:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("weights, capacity and most must be integers")
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    if most < 1:
        raise ValueError("most must be at least 1")
    if any(w < 1 or w > capacity for w in weights):
        raise ValueError("each weight must be between 1 and capacity")
    batches = []
    batch = []
    for w in weights:
        if sum(batch) + w > capacity or len(batch) == most:
            batches.append(tuple(batch))
            batch = []
        batch.append(w)
    batches.append(tuple(batch))
    return batches
