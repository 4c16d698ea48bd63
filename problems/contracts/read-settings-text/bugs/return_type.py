def strip_comment(line):
    for i, ch in enumerate(line):
        if ch == "#" and (i == 0 or line[i - 1] in " \t"):
            return line[:i]
    return line


def convert(value):
    if value == "true":
        return True
    if value == "false":
        return False
    try:
        return int(value)
    except ValueError:
        return value


def solution(text):
    sections = {}
    current = None
    for raw in text.split("\n"):
        line = strip_comment(raw).strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1].strip()
            if not name:
                raise ValueError("empty section name")
            current = sections.setdefault(name, {})
            continue
        if "=" not in line:
            raise ValueError("missing '='")
        if current is None:
            raise ValueError("setting before first section")
        key, value = line.split("=", 1)
        key = key.strip()
        if not key:
            raise ValueError("empty key")
        if key in current:
            raise ValueError("duplicate key")
        current[key] = convert(value.strip())
    return sections
