import re


def parse(text):
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch("-?[0-9]+", text) else text


def solution(lines):
    settings = {}
    for line in lines:
        if not line.strip() or line.strip().startswith("#"):
            continue
        key, separator, value = line.partition("=")
        names = [name.strip() for name in key.split(".")]
        if not separator or not all(names):
            raise ValueError(f"bad line {line!r}")
        section = settings
        for name in names[:-1]:
            section = section.setdefault(name, {})
            if not isinstance(section, dict):
                raise ValueError(f"{name} is a value and a section")
        if isinstance(section.get(names[-1]), dict):
            raise ValueError(f"{names[-1]} is a value and a section")
        section[names[-1]] = parse(value.strip())
    return settings
