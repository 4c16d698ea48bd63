def solution(slots):
    unique = set()
    for slot in slots:
        if not isinstance(slot, int):
            raise TypeError("slot numbers must be integers")
        unique.add(int(slot))
    if not unique:
        return "none"
    parts = []
    for first in sorted(unique):
        if first - 1 in unique:
            continue
        last = first
        while last + 1 in unique:
            last += 1
        if last - first >= 2:
            parts.append(f"{first}..{last}")
        else:
            parts.extend(str(n) for n in range(first, last + 1))
    return ",".join(parts)
