from itertools import groupby


def solution(slots):
    if not all(type(slot) is int for slot in slots):
        raise TypeError("only integers are allowed")
    numbers = sorted(set(slots))
    parts = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        if len(run) < 3:
            parts += [str(number) for number in run]
        else:
            parts.append(f"{run[0]}..{run[-1]}")
    return ",".join(parts)
