import re

COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*", re.DOTALL)
INTEGER = re.compile(r"-?[0-9]+")


def convert(value):
    if INTEGER.fullmatch(value):
        return int(value)
    return {"true": True, "false": False}.get(value, value)


def solution(text):
    sections = {}
    current = None
    for raw in text.split("\n"):
        line = COMMENT.sub("", raw).strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1].strip()
            if not name:
                raise ValueError("empty section name")
            current = sections.setdefault(name, {})
            continue
        key, sign, value = line.partition("=")
        key = key.strip()
        if not sign or not key or current is None or key in current:
            raise ValueError(f"bad setting: {line!r}")
        current[key] = convert(value.strip())
    return sections
