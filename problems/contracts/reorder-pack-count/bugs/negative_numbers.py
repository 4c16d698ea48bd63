def solution(on_hand, incoming, reorder_point, target, pack):
    arguments = [on_hand, incoming, reorder_point, target, pack]
    for argument in arguments:
        if not isinstance(argument, int) or isinstance(argument, bool):
            raise TypeError("integer expected")
    if incoming < 0 or pack <= 0:
        raise ValueError("incoming must be >= 0 and pack > 0")
    if target < reorder_point:
        raise ValueError("target below reorder point")
    available = max(0, on_hand) + incoming
    if available > reorder_point:
        return 0
    needed = max(0, target - available)
    return (needed + pack - 1) // pack
