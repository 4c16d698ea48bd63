def solution(entries):
    void = [False] * len(entries)
    for i, (kind, value) in enumerate(entries):
        if kind == "reverse":
            if value >= i:
                raise ValueError("entry does not exist yet")
        elif kind != "post":
            raise ValueError("kind must be 'post' or 'reverse'")
    total = 0
    i = len(entries)
    while i > 0:
        i -= 1
        if void[i]:
            continue
        kind, value = entries[i]
        if kind == "reverse":
            void[value] = True
        else:
            total += value
    return total
