import re


def typed(value):
    if re.fullmatch("-?[0-9]+", value):
        return int(value)
    if value in ("true", "false"):
        return value == "true"
    return value


def solution(text):
    config = {}
    active = None
    for line in text.split("\n"):
        line = line.split("#", 1)[0].strip()
        if line == "":
            continue
        if line.startswith("[") and line.endswith("]"):
            title = line[1:-1].strip()
            if title == "":
                raise ValueError("missing section name")
            active = config.setdefault(title, {})
        else:
            if "=" not in line or active is None:
                raise ValueError("unexpected line")
            name, value = line.split("=", 1)
            name = name.strip()
            if name == "" or name in active:
                raise ValueError("invalid key")
            active[name] = typed(value.strip())
    return config
