def solution(readings, highest):
    if not isinstance(highest, int):
        raise TypeError("highest must be an int")
    if any(not isinstance(reading, int) for reading in readings):
        raise TypeError("readings must be ints")
    if highest < 1:
        raise ValueError("highest must be >= 1")
    if not readings:
        raise ValueError("at least one reading is required")
    if min(readings) < 0 or max(readings) > highest:
        raise ValueError("reading out of range")
    amounts = []
    previous = readings[0]
    for current in readings[1:]:
        amount = current - previous
        if amount < 0:
            amount += highest + 1
        amounts.append(amount)
        previous = current
    return amounts
