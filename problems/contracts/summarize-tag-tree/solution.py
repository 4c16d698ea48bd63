import re

TOKEN = re.compile(r"\s*([a-z0-9-]+|[(),])\s*")


def tokens(text):
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"unexpected text at {position}")
        yield match.group(1)
        position = match.end()


def solution(text):
    if not text.strip():
        return 0, 0, []
    count = deepest = 0
    names = []
    depth = 1
    before = ","
    for token in tokens(text):
        if token in "(),":
            if before in "(," or (token == "(" and before == ")"):
                raise ValueError(f"unexpected {token!r}")
            depth += {"(": 1, ")": -1, ",": 0}[token]
            if depth < 1:
                raise ValueError("too many closing parentheses")
        else:
            if before not in "(,":
                raise ValueError(f"unexpected name {token!r}")
            count += 1
            if depth > deepest:
                deepest, names = depth, []
            if depth == deepest:
                names.append(token)
        before = token
    if before in "(," or depth != 1:
        raise ValueError("the text ends too early")
    return count, deepest, names
