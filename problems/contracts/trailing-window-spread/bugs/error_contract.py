def solution(readings, size):
    if not readings:
        return []

    def valid(x):
        return isinstance(x, int) and not isinstance(x, bool)

    if not valid(size):
        raise TypeError("size must be an int")
    if size < 1:
        raise ValueError("size must be >= 1")
    for r in readings:
        if r is not None and not valid(r):
            raise TypeError("invalid reading")
    spreads = []
    for i in range(len(readings)):
        start = max(0, i - size + 1)
        present = [r for r in readings[start:i + 1] if r is not None]
        spreads.append(max(present) - min(present) if present else None)
    return spreads
