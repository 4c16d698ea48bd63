from decimal import Decimal


def solution(dives):
    scores = []
    for diver, difficulty, marks in dives:
        if len(marks) < 3:
            raise ValueError("a dive needs at least three marks")
        kept = sorted(map(Decimal, marks))[1:-1]
        scores.append((sum(kept) * Decimal(difficulty), diver))
    scores.sort(key=lambda entry: -entry[0])
    return [(1 + sum(other > score for other, _ in scores), diver, score) for score, diver in scores]
