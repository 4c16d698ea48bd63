from decimal import Decimal


def solution(dives):
    table = []
    for diver, difficulty, marks in dives:
        if len(marks) < 3:
            raise ValueError("too few marks")
        values = [Decimal(m) for m in marks]
        values.remove(max(values))
        values.remove(min(values))
        table.append((Decimal(difficulty) * sum(values), diver))
    table.sort(key=lambda row: (-row[0], row[1]))
    result = []
    rank = 0
    previous = None
    for position, (score, diver) in enumerate(table, 1):
        if score != previous:
            rank, previous = position, score
        result.append((rank, diver, score))
    return result
