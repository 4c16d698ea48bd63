import re


def tokenize(text):
    found = []
    i = 0
    while i < len(text):
        if text[i].isspace():
            i += 1
        elif text[i] in "(),":
            found.append(text[i])
            i += 1
        else:
            m = re.compile("[a-z0-9-]+").match(text, i)
            if not m:
                raise ValueError("invalid character")
            found.append(m.group())
            i = m.end()
    return found


def solution(text):
    items = tokenize(text)
    if not items:
        return (0, 0, [])
    levels = {}
    total = 0
    depth = 1
    last = ","
    for item in items:
        if item == "(":
            if last in "(),":
                raise ValueError("a list must follow a name")
            depth += 1
        elif item == ")":
            if last in "(," or depth == 1:
                raise ValueError("unexpected )")
            depth -= 1
        elif item == ",":
            if last in "(,":
                raise ValueError("unexpected comma")
        else:
            if last not in "(,":
                raise ValueError("unexpected name")
            total += 1
            levels.setdefault(depth, []).append(item)
        last = item
    if last in "(,":
        raise ValueError("name expected at the end")
    deepest = max(levels)
    return (total, deepest, levels[deepest])
