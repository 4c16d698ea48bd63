from fractions import Fraction


def solution(candidates, ballots):
    n = len(candidates)
    allowed = set(candidates)
    points = {c: 0 for c in candidates}
    for ballot in ballots:
        seen = set(ballot)
        if len(seen) != len(ballot) or seen - allowed:
            continue
        for i, c in enumerate(ballot):
            points[c] += n - 1 - i
        missing = [c for c in candidates if c not in seen]
        if missing:
            total = sum(n - 1 - i for i in range(len(ballot), n))
            share = Fraction(total, len(missing))
            for c in missing:
                points[c] += share
    ordered = sorted(candidates, key=lambda c: points[c], reverse=True)
    return [(1 + sum(points[o] > points[c] for o in candidates), c, points[c]) for c in ordered]
