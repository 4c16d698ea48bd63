from calendar import monthrange
from datetime import date, timedelta


def solution(monthly_rent, move_in, move_out):
    first, last = date.fromisoformat(move_in), date.fromisoformat(move_out)
    if last < first:
        raise ValueError("move_out before move_in")
    total = 0
    while first <= last:
        length = monthrange(first.year, first.month)[1]
        end = min(last, first.replace(day=length))
        days = (end - first).days + 1
        total += (2 * monthly_rent * days + length) // (2 * length)
        first = end + timedelta(days=1)
    return total
