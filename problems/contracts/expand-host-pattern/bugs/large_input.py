import re


def group_values(body):
    values = []
    for item in body.split(","):
        match = re.fullmatch(r"([0-9]+)-([0-9]+)", item)
        if match:
            lo, hi = match.groups()
            if int(lo) > int(hi):
                raise ValueError("range is reversed")
            values.extend(str(n).zfill(len(lo)) for n in range(int(lo), int(hi) + 1))
        elif re.fullmatch(r"[A-Za-z0-9]+", item):
            values.append(item)
        else:
            raise ValueError("invalid item")
    return values


def expand(pattern):
    head, bracket, rest = pattern.partition("[")
    if "]" in head:
        raise ValueError("unmatched ]")
    if not bracket:
        return [head]
    body, close, tail = rest.partition("]")
    if not close or "[" in body:
        raise ValueError("unmatched [")
    endings = expand(tail)
    return [head + value + ending for value in group_values(body) for ending in endings]


def solution(pattern):
    return list(dict.fromkeys(expand(pattern)))
