from fractions import Fraction


def solution(candidates, ballots):
    known = set(candidates)
    totals = {name: Fraction(0) for name in candidates}
    n = len(candidates)
    for ballot in ballots:
        if any(name not in known for name in ballot):
            continue
        named = list(dict.fromkeys(ballot))
        for place, name in enumerate(named):
            totals[name] += n - 1 - place
        rest = [name for name in candidates if name not in named]
        if rest:
            k = len(rest)
            share = Fraction(k * (k - 1) // 2, k)
            for name in rest:
                totals[name] += share
    ranking = []
    for name in sorted(candidates, key=totals.get, reverse=True):
        rank = 1 + sum(1 for other in candidates if totals[other] > totals[name])
        ranking.append((rank, name, totals[name]))
    return ranking
