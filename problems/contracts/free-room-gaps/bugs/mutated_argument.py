def solution(bookings, opening, closing, minimum):
    bookings.sort()
    result = []
    last_end = opening
    for start, end in bookings:
        if end <= start:
            continue
        gap_end = min(start, closing)
        if gap_end - last_end >= minimum:
            result.append((last_end, gap_end))
        if end > last_end:
            last_end = end
    if closing - last_end >= minimum:
        result.append((last_end, closing))
    return result
