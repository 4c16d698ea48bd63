import re


def to_runs(name):
    runs = []
    for piece in re.split(r"([0-9]+)", name):
        if not piece:
            continue
        if piece.isascii() and piece.isdigit():
            runs.append((0, int(piece)))
        else:
            runs.append((1, piece.casefold()))
    return tuple(runs)


def solution(names, descending):
    ordered = sorted(names, key=len)
    ordered.sort(key=to_runs, reverse=descending)
    return ordered
