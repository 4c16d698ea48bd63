import re

NAME = re.compile(r"[a-z0-9-]+")


def solution(text):
    pieces = re.findall(r"[a-z0-9-]+|\S", text)
    tags = []
    level = 1
    state = "start"
    for piece in pieces:
        if NAME.fullmatch(piece):
            if state != "start":
                raise ValueError("missing separator")
            tags.append((level, piece))
            state = "named"
        elif piece == "(" and state == "named":
            level += 1
            state = "start"
        elif piece == "," and state != "start":
            state = "start"
        elif piece == ")" and state != "start" and level > 1:
            level -= 1
            state = "closed"
        else:
            raise ValueError(f"unexpected {piece!r}")
    if state == "start" or level != 1:
        raise ValueError("unexpected end of text")
    depth = max(tag[0] for tag in tags)
    return len(tags), depth, [name for lvl, name in tags if lvl == depth]
