def solution(text, keep):
    if not isinstance(text, str):
        raise TypeError("expected a string")
    if not isinstance(keep, int) or isinstance(keep, bool):
        raise TypeError("expected an integer")
    if keep < 0:
        raise ValueError("keep is negative")
    remaining = keep
    chars = list(text)
    for i in range(len(chars) - 1, -1, -1):
        if not chars[i].isalnum():
            continue
        if remaining > 0:
            remaining -= 1
        else:
            chars[i] = "*"
    return "".join(chars)
