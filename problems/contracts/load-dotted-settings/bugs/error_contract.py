import re

NUMBER = re.compile(r"-?[0-9]+")


def convert(raw):
    if raw == "true":
        return True
    if raw == "false":
        return False
    if NUMBER.fullmatch(raw):
        return int(raw)
    return raw


def solution(lines):
    root = {}
    for line in lines:
        text = line.strip()
        if not text or text[0] == "#":
            continue
        if "=" not in text:
            raise ValueError(f"missing '=': {line}")
        key, value = text.split("=", 1)
        parts = [part.strip() for part in key.split(".")]
        if "" in parts:
            raise ValueError(f"empty name: {line}")
        node = root
        for part in parts[:-1]:
            node = node.setdefault(part, {})
            if not isinstance(node, dict):
                raise ValueError(f"{part} already has a value")
        node[parts[-1]] = convert(value.strip())
    return root
