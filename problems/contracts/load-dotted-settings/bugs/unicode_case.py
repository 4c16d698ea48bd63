def to_value(text):
    if text == "true":
        return True
    if text == "false":
        return False
    digits = text[1:] if text.startswith("-") else text
    if digits.isdecimal():
        return int(text)
    return text


def solution(lines):
    result = {}
    for raw in lines:
        line = raw.strip()
        if line == "" or line.startswith("#"):
            continue
        name, sep, value = line.partition("=")
        if sep == "":
            raise ValueError("no '=' in line")
        *path, last = [p.strip() for p in name.split(".")]
        if not last or not all(path):
            raise ValueError("empty name in key")
        target = result
        for p in path:
            if p not in target:
                target[p] = {}
            target = target[p]
            if not isinstance(target, dict):
                raise ValueError("value used as section")
        if isinstance(target.get(last), dict):
            raise ValueError("section used as value")
        target[last] = to_value(value.strip())
    return result
