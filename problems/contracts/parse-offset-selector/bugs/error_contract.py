def solution(text):
    if not isinstance(text, str):
        raise TypeError("expected a string")
    if not text.strip():
        return ()
    seen = set()
    ordered = []
    for item in text.split(","):
        parts = [int(part) for part in item.split("..")]
        if len(parts) == 1:
            values = parts
        elif len(parts) == 2:
            low, high = parts
            values = range(low, high + 1) if low <= high else range(low, high - 1, -1)
        else:
            raise ValueError("bad range")
        for value in values:
            if value not in seen:
                seen.add(value)
                ordered.append(value)
    return tuple(ordered)
