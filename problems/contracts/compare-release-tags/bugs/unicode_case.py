def _split(tag):
    if not isinstance(tag, str):
        raise TypeError("expected a string")
    body = tag[1:] if tag.startswith("v") else tag
    core, dash, label = body.partition("-")
    if dash and not (label.isascii() and label.isalnum()):
        raise ValueError(f"bad label in {tag!r}")
    parts = core.split(".")
    if not all(part.isdecimal() for part in parts):
        raise ValueError(f"bad number in {tag!r}")
    values = [int(part) for part in parts]
    return values, (0, label.lower()) if dash else (1, "")


def solution(left, right):
    first, first_label = _split(left)
    second, second_label = _split(right)
    width = max(len(first), len(second))
    first = first + [0] * (width - len(first))
    second = second + [0] * (width - len(second))
    a = (first, first_label)
    b = (second, second_label)
    if a == b:
        return 0
    return -1 if a < b else 1
