from collections import Counter


def clean(choice):
    return " ".join(choice.split())


def solution(answers):
    choices = [clean(c) for answer in answers for c in answer.split(",")]
    choices = [c for c in choices if c]
    spelling = {}
    for c in choices:
        spelling.setdefault(c.casefold(), c)
    tally = Counter(c.casefold() for c in choices)
    ordered = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    result = []
    for place, (key, count) in enumerate(ordered, start=1):
        if result and result[-1][1] == count:
            rank = result[-1][2]
        else:
            rank = place
        result.append((spelling[key], count, rank))
    return result
