import re
from itertools import count


def solution(existing, wanted):
    used = set(map(str.lower, existing))
    if wanted.lower() not in used:
        return wanted
    head, dot, tail = wanted.rpartition(".")
    if head:
        stem, extension = head, dot + tail
    else:
        stem, extension = wanted, ""
    start = 2
    found = re.search(r" \(([1-9][0-9]*)\)$", stem)
    if found and int(found.group(1)) > 1:
        stem = stem[:found.start()]
        start = int(found.group(1)) + 1
    for n in count(start):
        name = f"{stem} ({n}){extension}"
        if name.lower() not in used:
            return name
