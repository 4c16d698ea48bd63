import re


def natural(name):
    result = []
    for number, words in re.findall(r"([0-9]+)|([^0-9]+)", name):
        if number:
            number = number.lstrip("0")
            result.append((0, len(number), number))
        else:
            result.append((1, words.casefold()))
    return result


def solution(names, descending):
    names.sort(key=len)
    names.sort(key=natural, reverse=bool(descending))
    return names
