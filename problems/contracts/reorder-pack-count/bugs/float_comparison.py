import math


def solution(on_hand, incoming, reorder_point, target, pack):
    for value in (on_hand, incoming, reorder_point, target, pack):
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"expected int, got {type(value).__name__}")
    if incoming < 0 or pack < 1 or target < reorder_point:
        raise ValueError("argument out of range")
    position = on_hand + incoming
    if position > reorder_point or position >= target:
        return 0
    return math.ceil((target - position) / pack)
