import re


def split_name(name):
    index = name.rfind(".")
    if index <= 0:
        return name, ""
    return name[:index], name[index:]


def solution(existing, wanted):
    folded = {item.casefold() for item in existing}
    if wanted.casefold() not in folded:
        return wanted
    stem, ext = split_name(wanted)
    number = 2
    m = re.match(r"^(.*) \(([1-9][0-9]*)\)$", stem)
    if m:
        stem, number = m.group(1), int(m.group(2)) + 1
    candidate = f"{stem} ({number}){ext}"
    while candidate.casefold() in folded:
        number += 1
        candidate = f"{stem} ({number}){ext}"
    return candidate
