import re


def solution(text, keep):
    if not isinstance(text, str):
        raise TypeError("text must be str")
    if isinstance(keep, bool) or not isinstance(keep, int):
        raise TypeError("keep must be int")
    if keep < 0:
        raise ValueError("keep must be at least 0")
    positions = [m.start() for m in re.finditer(r"[A-Za-z0-9]", text)]
    chars = list(text)
    for position in positions[:-keep]:
        chars[position] = "*"
    return "".join(chars)
