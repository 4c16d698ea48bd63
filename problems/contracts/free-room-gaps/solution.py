def solution(bookings, opening, closing, minimum):
    gaps = []
    cursor = opening
    for start, end in sorted((s, e) for s, e in bookings if e > s):
        stop = min(start, closing)
        if stop - cursor >= minimum:
            gaps.append((cursor, stop))
        cursor = max(cursor, end)
    if closing - cursor >= minimum:
        gaps.append((cursor, closing))
    return gaps
