import re
from itertools import product

GROUP = re.compile(r"\[([^\[\]]*)\]")
RANGE = re.compile(r"([0-9]+)-([0-9]+)")
WORD = re.compile(r"[A-Za-z0-9]+")


def choices(group):
    found = []
    for item in group.split(","):
        match = RANGE.fullmatch(item)
        if match:
            first, last = match.groups()
            if int(last) < int(first):
                raise ValueError(f"range runs backwards: {item}")
            width = len(first)
            found.extend(str(n).zfill(width) for n in range(int(first), int(last) + 1))
        elif WORD.fullmatch(item):
            found.append(item)
        else:
            raise ValueError(f"bad item: {item!r}")
    return found


def solution(pattern):
    parts = []
    for index, text in enumerate(GROUP.split(pattern)):
        if index % 2:
            parts.append(choices(text))
        elif "[" in text or "]" in text:
            raise ValueError("brackets are not paired")
        else:
            parts.append([text])
    return list(dict.fromkeys("".join(combination) for combination in product(*parts)))
