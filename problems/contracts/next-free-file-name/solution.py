import re

COUNTER = re.compile(r"(.*) \(([1-9][0-9]*)\)", re.DOTALL)


def solution(existing, wanted):
    taken = {name.casefold() for name in existing}
    if wanted.casefold() not in taken:
        return wanted
    dot = wanted.rfind(".")
    stem, extension = (wanted[:dot], wanted[dot:]) if dot > 0 else (wanted, "")
    n = 2
    match = COUNTER.fullmatch(stem)
    if match and int(match.group(2)) >= 2:
        stem = match.group(1)
        n = int(match.group(2)) + 1
    while f"{stem} ({n}){extension}".casefold() in taken:
        n += 1
    return f"{stem} ({n}){extension}"
