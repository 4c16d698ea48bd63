def solution(on_hand, incoming, reorder_point, target, pack):
    names = ("on_hand", "incoming", "reorder_point", "target", "pack")
    values = (on_hand, incoming, reorder_point, target, pack)
    for name, value in zip(names, values):
        if not isinstance(value, int):
            raise TypeError(f"{name} must be an int")
    if incoming < 0:
        raise ValueError("incoming must be at least 0")
    if pack < 1:
        raise ValueError("pack must be at least 1")
    if target < reorder_point:
        raise ValueError("target must be at least reorder_point")
    position = on_hand + incoming
    if position > reorder_point or position >= target:
        return 0
    return (target - position + pack - 1) // pack
