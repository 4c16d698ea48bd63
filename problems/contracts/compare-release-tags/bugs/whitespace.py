import re

PATTERN = re.compile(r"^v?([0-9]+(?:\.[0-9]+)*)(?:-([A-Za-z0-9]+))?$")


def read_tag(tag):
    if not isinstance(tag, str):
        raise TypeError("tag must be str")
    found = PATTERN.match(tag)
    if not found:
        raise ValueError("invalid tag: " + tag)
    numbers = [int(n) for n in found.group(1).split(".")]
    label = found.group(2)
    return numbers, label.lower() if label is not None else None


def compare(a, b):
    if a < b:
        return -1
    if a > b:
        return 1
    return 0


def solution(left, right):
    left_numbers, left_label = read_tag(left)
    right_numbers, right_label = read_tag(right)
    size = max(len(left_numbers), len(right_numbers))
    left_numbers += [0] * (size - len(left_numbers))
    right_numbers += [0] * (size - len(right_numbers))
    result = compare(left_numbers, right_numbers)
    if result:
        return result
    if left_label is None or right_label is None:
        return compare(left_label is None, right_label is None)
    return compare(left_label, right_label)
