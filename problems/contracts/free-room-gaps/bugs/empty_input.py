def solution(bookings, opening, closing, minimum):
    free = []
    current = opening
    for start, end in sorted(tuple(b) for b in bookings):
        if end < opening or start >= closing:
            continue
        if start > current:
            if start - current >= minimum:
                free.append((current, start))
            current = start
        if end > current:
            current = end
    if closing - current >= minimum:
        free.append((current, closing))
    return free
