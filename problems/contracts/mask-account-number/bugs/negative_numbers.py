import re


def solution(text, keep):
    if not isinstance(text, str):
        raise TypeError("text must be a string")
    if type(keep) is not int:
        raise TypeError("keep must be an integer")
    total = len(re.findall(r"[A-Za-z0-9]", text))
    if total <= keep:
        return text
    return re.sub(r"[A-Za-z0-9]", "*", text, count=total - keep)
