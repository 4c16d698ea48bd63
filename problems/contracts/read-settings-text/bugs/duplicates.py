import re


def parse_value(value):
    if value == "true":
        return True
    if value == "false":
        return False
    if re.fullmatch(r"-?[0-9]+", value):
        return int(value)
    return value


def solution(text):
    result = {}
    section = None
    for line in text.split("\n"):
        line = re.sub(r"(^|[ \t])#.*", "", line).strip()
        if not line:
            continue
        if line[0] == "[" and line[-1] == "]":
            section = line[1:-1].strip()
            if not section:
                raise ValueError("section name is empty")
            if section not in result:
                result[section] = {}
        elif "=" in line:
            if section is None:
                raise ValueError("setting outside of a section")
            key, value = (part.strip() for part in line.split("=", 1))
            if not key:
                raise ValueError("key is empty")
            result[section][key] = parse_value(value)
        else:
            raise ValueError("cannot parse line")
    return result
