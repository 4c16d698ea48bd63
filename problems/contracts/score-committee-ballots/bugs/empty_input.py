from fractions import Fraction


def solution(candidates, ballots):
    size = len(candidates)
    tally = {c: Fraction(0) for c in candidates}
    for ballot in ballots:
        if not ballot or len(set(ballot)) != len(ballot):
            continue
        if not all(c in tally for c in ballot):
            continue
        values = list(range(size))[::-1]
        for c, v in zip(ballot, values):
            tally[c] += v
        remaining = values[len(ballot):]
        if remaining:
            share = Fraction(sum(remaining), len(remaining))
            for c in tally:
                if c not in ballot:
                    tally[c] += share
    result = []
    for c, p in sorted(tally.items(), key=lambda item: -item[1]):
        result.append((1 + sum(q > p for q in tally.values()), c, p))
    return result
