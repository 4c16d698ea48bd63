import re


def parse_number(text):
    match = re.fullmatch(r" *(-?[0-9]+) *", text)
    if not match:
        raise ValueError("not a number")
    return int(match.group(1))


def solution(text):
    if not isinstance(text, str):
        raise TypeError("selector must be str")
    offsets = []
    if not text.strip(" "):
        return offsets
    for item in text.split(","):
        first, dots, last = item.partition("..")
        start = parse_number(first)
        end = parse_number(last) if dots else start
        step = 1 if end >= start else -1
        offsets.extend(range(start, end + step, step))
    return list(dict.fromkeys(offsets))
