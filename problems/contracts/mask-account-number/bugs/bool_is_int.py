def is_code(ch):
    return ch.isascii() and ch.isalnum()


def solution(text, keep):
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    if not isinstance(keep, int):
        raise TypeError(f"keep must be an int, not {type(keep).__name__}")
    if keep < 0:
        raise ValueError("keep must not be negative")
    result = []
    seen = 0
    for ch in reversed(text):
        if is_code(ch):
            result.append(ch if seen < keep else "*")
            seen += 1
        else:
            result.append(ch)
    return "".join(reversed(result))
