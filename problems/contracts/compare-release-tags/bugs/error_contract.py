import re
from itertools import zip_longest


def parse_tag(tag):
    if not isinstance(tag, str):
        raise TypeError("tag must be a string")
    m = re.fullmatch(r"v?([0-9]+(?:\.[0-9]+)*)(?:-([a-zA-Z0-9]+))?", tag)
    if m is None:
        raise ValueError("malformed tag")
    return [int(x) for x in m[1].split(".")], m[2]


def solution(left, right):
    if isinstance(left, str) and left == right:
        return 0
    numbers_l, label_l = parse_tag(left)
    numbers_r, label_r = parse_tag(right)
    for a, b in zip_longest(numbers_l, numbers_r, fillvalue=0):
        if a != b:
            return -1 if a < b else 1
    if label_l is None and label_r is None:
        return 0
    if label_l is None:
        return 1
    if label_r is None:
        return -1
    label_l, label_r = label_l.lower(), label_r.lower()
    return (label_l > label_r) - (label_l < label_r)
