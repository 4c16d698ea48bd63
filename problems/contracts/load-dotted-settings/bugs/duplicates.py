import re


def parse_value(text):
    if text == "true" or text == "false":
        return text == "true"
    if re.match(r"^-?[0-9]+\Z", text):
        return int(text)
    return text


def solution(lines):
    tree = {}
    for line in lines:
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        key, eq, value = content.partition("=")
        if not eq:
            raise ValueError("expected key = value")
        names = [n.strip() for n in key.split(".")]
        if not all(names):
            raise ValueError("empty name")
        node = tree
        for name in names[:-1]:
            node = node.setdefault(name, {})
            if not isinstance(node, dict):
                raise ValueError("path conflict")
        if names[-1] in node:
            raise ValueError("path conflict")
        node[names[-1]] = parse_value(value.strip())
    return tree
