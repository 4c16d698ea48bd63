import re
from itertools import product


def parse_group(body):
    result = []
    for item in body.split(","):
        if re.fullmatch(r"[0-9]+-[0-9]+", item):
            first, last = item.split("-")
            for number in range(int(first), int(last) + 1):
                result.append(str(number).zfill(len(first)))
        elif item.isascii() and item.isalnum():
            result.append(item)
        else:
            raise ValueError(f"invalid item {item!r}")
    return result


def solution(pattern):
    pieces = re.split(r"(\[[^\[\]]*\])", pattern)
    columns = []
    for piece in pieces:
        if piece.startswith("[") and piece.endswith("]"):
            columns.append(parse_group(piece[1:-1]))
        elif "[" in piece or "]" in piece:
            raise ValueError("unpaired bracket")
        else:
            columns.append([piece])
    names = {}
    for combo in product(*columns):
        names["".join(combo)] = True
    return list(names)
