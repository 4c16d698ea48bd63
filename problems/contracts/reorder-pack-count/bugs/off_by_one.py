def solution(on_hand, incoming, reorder_point, target, pack):
    if any(type(v) is not int for v in (on_hand, incoming, reorder_point, target, pack)):
        raise TypeError("all arguments must be int")
    if incoming < 0:
        raise ValueError("incoming must not be negative")
    if pack < 1:
        raise ValueError("pack must be at least 1")
    if target < reorder_point:
        raise ValueError("target must not be below reorder_point")
    position = on_hand + incoming
    if position >= reorder_point:
        return 0
    missing = target - position
    packs, rest = divmod(missing, pack)
    return packs + 1 if rest else packs
