def solution(readings, size):
    if not isinstance(size, int):
        raise TypeError("size must be an integer")
    if size < 1:
        raise ValueError("size must be positive")
    if not all(r is None or isinstance(r, int) for r in readings):
        raise TypeError("every reading must be an integer or None")
    spreads = []
    for end in range(1, len(readings) + 1):
        present = [r for r in readings[max(0, end - size):end] if r is not None]
        spreads.append(max(present) - min(present) if present else None)
    return spreads
