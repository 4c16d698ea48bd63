import re


def natural_key(name):
    key = []
    for run in re.findall(r"[0-9]+|[^0-9]+", name):
        if run[0] in "0123456789":
            value = run.lstrip("0")
            key.append((0, len(value), value))
        else:
            key.append((1, 0, run.casefold()))
    return key


def solution(names, descending):
    return sorted(names, key=lambda name: (natural_key(name), len(name)), reverse=descending)
