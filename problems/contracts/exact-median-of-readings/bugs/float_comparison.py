from fractions import Fraction


def solution(readings):
    if any(isinstance(r, bool) or not isinstance(r, int) for r in readings):
        raise TypeError("all readings must be int")
    if len(readings) == 0:
        raise ValueError("readings is empty")
    data = sorted(readings)
    mid = len(data) // 2
    if len(data) % 2 == 1:
        return data[mid]
    mean = (data[mid - 1] + data[mid]) / 2
    if mean == int(mean):
        return int(mean)
    return Fraction(mean)
