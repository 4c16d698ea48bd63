LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def days_in_month(year, month):
    if month == 2 and year % 4 == 0:
        return 29
    return LENGTHS[month - 1]


def parse(text):
    return tuple(int(part) for part in text.split("-"))


def solution(monthly_rent, move_in, move_out):
    start, end = parse(move_in), parse(move_out)
    if end < start:
        raise ValueError("move_out is before move_in")
    total = 0
    year, month = start[:2]
    while (year, month) <= end[:2]:
        length = days_in_month(year, month)
        first = start[2] if (year, month) == start[:2] else 1
        last = end[2] if (year, month) == end[:2] else length
        total += (monthly_rent * (last - first + 1) * 2 + length) // (length * 2)
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return total
