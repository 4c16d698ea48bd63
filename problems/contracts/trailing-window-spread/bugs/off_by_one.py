from collections import deque


def solution(readings, size):
    if isinstance(size, bool) or not isinstance(size, int):
        raise TypeError("size must be an int")
    if size < 1:
        raise ValueError("size must be at least 1")
    for value in readings:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise TypeError("readings must be ints or None")
    result = []
    window = deque()
    for index, value in enumerate(readings):
        if value is not None:
            window.append((index, value))
        while window and window[0][0] < index - size:
            window.popleft()
        values = [v for _, v in window]
        result.append(max(values) - min(values) if values else None)
    return result
