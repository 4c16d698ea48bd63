import re

NUMBER = re.compile("-?[0-9]+")


def number(token):
    token = token.strip(" ")
    if not NUMBER.fullmatch(token):
        raise ValueError("malformed number")
    return int(token)


def expand(item):
    if ".." not in item:
        return [number(item)]
    first, last = (number(token) for token in item.split("..", 1))
    if first > last:
        return reversed(range(last, first + 1))
    return range(first, last + 1)


def solution(text):
    if not isinstance(text, str):
        raise TypeError("selector must be a string")
    result = {}
    for item in text.split(","):
        for value in expand(item):
            result[value] = None
    return tuple(result)
