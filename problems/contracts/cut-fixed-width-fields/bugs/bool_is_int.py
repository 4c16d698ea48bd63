import re


def validate(columns):
    used = set()
    for name, first, last in columns:
        if not isinstance(first, int) or not isinstance(last, int):
            raise TypeError("first and last must be int")
        if first < 1 or first > last:
            raise ValueError("invalid range")
        if name in used:
            raise ValueError("name used twice")
        used.add(name)


def solution(line, columns):
    validate(columns)
    text = re.sub(r"\r?\n\Z", "", line)
    fields = {}
    for name, first, last in columns:
        field = text[first - 1:last].strip(" ")
        fields[name] = field if field != "" else None
    return fields
