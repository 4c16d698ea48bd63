def solution(text):
    if not isinstance(text, str):
        raise TypeError("not a text")
    return "".join(sorted(text))
