import re

RUN = re.compile(r"([0-9]+)|[^0-9]+")


def sort_key(name):
    key = []
    for match in RUN.finditer(name):
        if match.group(1):
            digits = match.group(1).lstrip("0")
            key.append((0, len(digits), digits))
        else:
            key.append((1, match.group().casefold()))
    return key


def solution(names, descending):
    by_length = sorted(names, key=len)
    return sorted(by_length, key=sort_key, reverse=descending)
