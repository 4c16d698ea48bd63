from decimal import Decimal


def solution(dives):
    scored = []
    for diver, difficulty, marks in dives:
        if len(marks) < 3:
            raise ValueError(f"{diver}: fewer than three marks")
        marks.sort(key=Decimal)
        total = Decimal(0)
        for mark in marks[1:-1]:
            total += Decimal(mark)
        scored.append((diver, total * Decimal(difficulty)))
    ordered = sorted(scored, key=lambda s: s[1], reverse=True)
    ranks = {}
    for place, (_, score) in enumerate(ordered, 1):
        ranks.setdefault(score, place)
    return [(ranks[score], diver, score) for diver, score in ordered]
