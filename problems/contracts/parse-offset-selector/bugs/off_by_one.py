import re


def to_int(part):
    part = part.strip(" ")
    if not re.fullmatch(r"-?[0-9]+", part):
        raise ValueError(f"invalid number {part!r}")
    return int(part)


def solution(text):
    if not isinstance(text, str):
        raise TypeError("text must be a string")
    if text.strip(" ") == "":
        return ()
    result = []
    for item in text.split(","):
        numbers = [to_int(part) for part in item.split("..")]
        if len(numbers) > 2:
            raise ValueError("too many numbers in range")
        first, last = numbers[0], numbers[-1]
        step = -1 if first > last else 1
        for value in range(first, last + 1, step):
            if value not in result:
                result.append(value)
    return tuple(result)
