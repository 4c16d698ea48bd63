from decimal import Decimal


def score_of(difficulty, marks):
    if len(marks) < 3:
        raise ValueError("at least three marks are required")
    values = [Decimal(m) for m in marks]
    high, low = max(values), min(values)
    if high == low:
        return high * (len(values) - 2) * Decimal(difficulty)
    kept = [v for v in values if v != high and v != low]
    return sum(kept, Decimal(0)) * Decimal(difficulty)


def solution(dives):
    scored = [(diver, score_of(difficulty, marks)) for diver, difficulty, marks in dives]
    scored.sort(key=lambda item: item[1], reverse=True)
    result = []
    for index, (diver, score) in enumerate(scored):
        if index and scored[index - 1][1] == score:
            rank = result[-1][0]
        else:
            rank = index + 1
        result.append((rank, diver, score))
    return result
