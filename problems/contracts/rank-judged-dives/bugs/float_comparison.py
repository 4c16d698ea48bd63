from decimal import Decimal


def solution(dives):
    results = []
    for diver, difficulty, marks in dives:
        if len(marks) < 3:
            raise ValueError("not enough marks")
        ordered = sorted(float(mark) for mark in marks)
        total = sum(ordered[1:-1]) * float(difficulty)
        results.append((diver, Decimal(str(total))))
    results.sort(key=lambda r: r[1], reverse=True)
    ranked = []
    for diver, score in results:
        better = len([1 for _, other in results if other > score])
        ranked.append((better + 1, diver, score))
    return ranked
