import re


def solution(existing, wanted):
    names = [name.casefold() for name in existing]
    copies = names.count(wanted.casefold())
    if copies == 0:
        return wanted
    position = wanted.rfind(".")
    if position > 0:
        stem = wanted[:position]
        extension = wanted[position:]
    else:
        stem = wanted
        extension = ""
    n = copies + 1
    match = re.fullmatch(r"(.*) \(([1-9][0-9]*)\)", stem)
    if match and int(match[2]) >= 2:
        stem = match[1]
        n = int(match[2]) + copies
    while True:
        candidate = f"{stem} ({n}){extension}"
        if candidate.casefold() not in names:
            return candidate
        n += 1
