import re
from functools import reduce


def minutes_of(entry):
    match = re.fullmatch(r"([+-]?)([0-9]+):([0-9]{2})", entry)
    if match is None or int(match.group(3)) > 59:
        raise ValueError("malformed entry: " + entry)
    value = int(match.group(2)) * 60 + int(match.group(3))
    return -value if match.group(1) == "-" else value


def solution(entries):
    total = reduce(lambda a, b: a + b, map(minutes_of, entries))
    h, m = divmod(abs(total), 60)
    return ("-" if total < 0 else "") + str(h) + ":" + str(m).zfill(2)
