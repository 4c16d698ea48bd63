import re

ITEM = re.compile(r" *(-?[0-9]+) *(?:\.\. *(-?[0-9]+) *)?")


def solution(text):
    if not isinstance(text, str):
        raise TypeError("a selector must be a string")
    if not text.strip(" "):
        return ()
    offsets = {}
    for item in text.split(","):
        match = ITEM.fullmatch(item)
        if match is None:
            raise ValueError(f"bad item: {item!r}")
        first = int(match.group(1))
        last = first if match.group(2) is None else int(match.group(2))
        if first <= last:
            numbers = range(first, last + 1)
        else:
            numbers = range(first, last - 1, -1)
        offsets.update(dict.fromkeys(numbers))
    return tuple(offsets)
