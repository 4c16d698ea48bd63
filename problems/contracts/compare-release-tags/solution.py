import re

TAG = re.compile(r"v?([0-9]+(?:\.[0-9]+)*)(?:-([A-Za-z0-9]+))?")


def parse(tag):
    if not isinstance(tag, str):
        raise TypeError("a tag must be a string")
    match = TAG.fullmatch(tag)
    if match is None:
        raise ValueError(f"not a release tag: {tag!r}")
    numbers = [int(part) for part in match.group(1).split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    label = match.group(2)
    return numbers, label is None, (label or "").lower()


def solution(left, right):
    a = parse(left)
    b = parse(right)
    return (a > b) - (a < b)
