import re


def solution(text):
    if text.strip() == "":
        return (0, 0, [])
    parts = re.findall(r"[a-z0-9-]+|[^\s]", text)
    depths = {}
    depth = 1
    expect_name = True
    previous = None
    for part in parts:
        if part in ("(", ")", ","):
            if expect_name:
                raise ValueError("name expected")
            if part == "(":
                if previous == ")":
                    raise ValueError("name expected")
                depth += 1
                expect_name = True
            elif part == ")":
                depth -= 1
                if depth == 0:
                    raise ValueError("unbalanced parentheses")
            else:
                expect_name = True
        else:
            if not expect_name or not re.fullmatch(r"[a-z0-9-]+", part):
                raise ValueError("unexpected text")
            depths[part] = depth
            expect_name = False
        previous = part
    if expect_name or depth != 1:
        raise ValueError("incomplete text")
    greatest = max(depths.values())
    return (len(depths), greatest, [name for name, d in depths.items() if d == greatest])
