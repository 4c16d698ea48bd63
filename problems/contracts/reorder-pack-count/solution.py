def solution(on_hand, incoming, reorder_point, target, pack):
    for value in (on_hand, incoming, reorder_point, target, pack):
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("expected an int")
    if incoming < 0 or pack < 1 or target < reorder_point:
        raise ValueError("invalid order rule")
    position = on_hand + incoming
    if position > reorder_point:
        return 0
    return -(-(target - position) // pack)
