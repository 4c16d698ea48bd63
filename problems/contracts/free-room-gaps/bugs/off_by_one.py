def solution(bookings, opening, closing, minimum):
    merged = []
    for start, end in sorted(tuple(b) for b in bookings if b[0] < b[1]):
        start, end = max(start, opening), min(end, closing)
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    free = []
    position = opening
    for start, end in merged:
        free.append((position, start))
        position = end
    free.append((position, closing))
    return [(a, b) for a, b in free if b - a > minimum]
