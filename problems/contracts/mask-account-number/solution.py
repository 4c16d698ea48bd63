import string

CODE = set(string.ascii_letters + string.digits)


def solution(text, keep):
    if not isinstance(text, str):
        raise TypeError("text must be a string")
    if not isinstance(keep, int) or isinstance(keep, bool):
        raise TypeError("keep must be an int")
    if keep < 0:
        raise ValueError("keep must not be negative")
    hidden = sum(char in CODE for char in text) - keep
    out = []
    for char in text:
        if char in CODE:
            out.append("*" if hidden > 0 else char)
            hidden -= 1
        else:
            out.append(char)
    return "".join(out)
