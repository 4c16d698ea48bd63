from fractions import Fraction


def solution(candidates, ballots):
    points = {name: Fraction(0) for name in candidates}
    for ballot in ballots:
        if len(set(ballot)) < len(ballot) or not set(ballot) <= set(candidates):
            continue
        values = list(range(len(candidates) - 1, -1, -1))
        for name, value in zip(ballot, values):
            points[name] += value
        others = [name for name in candidates if name not in ballot]
        for name in others:
            points[name] += Fraction(sum(values[len(ballot):]), len(others))
    order = sorted(candidates, key=lambda name: -points[name])
    return [(1 + sum(p > points[name] for p in points.values()), name, points[name]) for name in order]
