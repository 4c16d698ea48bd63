def solution(slots):
    if any(isinstance(s, bool) or not isinstance(s, int) for s in slots):
        raise TypeError("slots must be integers")
    if not slots:
        return "none"
    numbers = sorted(set(slots))
    parts = []
    start = previous = numbers[0]
    for number in numbers[1:] + [None]:
        if number is not None and number == previous + 1:
            previous = number
            continue
        if start == previous:
            parts.append(str(start))
        else:
            parts.append(f"{start}..{previous}")
        start = previous = number
    return ",".join(parts)
