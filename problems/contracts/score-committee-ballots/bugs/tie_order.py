from fractions import Fraction


def is_valid(ballot, candidates):
    return len(ballot) == len(set(ballot)) and all(name in candidates for name in ballot)


def solution(candidates, ballots):
    n = len(candidates)
    score = dict.fromkeys(candidates, Fraction(0))
    for ballot in filter(lambda b: is_valid(b, candidates), ballots):
        for i, name in enumerate(ballot):
            score[name] += n - 1 - i
        unnamed = set(candidates) - set(ballot)
        left = sum(range(n - len(ballot)))
        for name in unnamed:
            score[name] += Fraction(left, len(unnamed))
    ordered = sorted(score.items(), key=lambda item: (-item[1], item[0]))
    result = []
    for position, (name, points) in enumerate(ordered, start=1):
        if result and result[-1][2] == points:
            rank = result[-1][0]
        else:
            rank = position
        result.append((rank, name, points))
    return result
