import re


def solution(lines):
    result = {}
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if "=" not in line:
            raise ValueError(line)
        key, value = (side.strip() for side in line.split("=", 1))
        names = key.split(".")
        if any(not name.strip() for name in names):
            raise ValueError(line)
        if value in ("true", "false"):
            value = value == "true"
        elif re.fullmatch(r"-?[0-9]+", value):
            value = int(value)
        current = result
        for name in names[:-1]:
            current = current.setdefault(name, {})
            if not isinstance(current, dict):
                raise ValueError(f"conflict at {name}")
        leaf = names[-1]
        if isinstance(current.get(leaf), dict):
            raise ValueError(f"conflict at {leaf}")
        current[leaf] = value
    return result
