def without_comment(line):
    position = line.find("#")
    while position != -1:
        if position == 0 or line[position - 1] in (" ", "\t"):
            return line[:position]
        position = line.find("#", position + 1)
    return line


def coerce(value):
    if value.isascii() and value.isdigit():
        return int(value)
    if value == "true" or value == "false":
        return value == "true"
    return value


def solution(text):
    settings = {}
    name = None
    for raw in text.split("\n"):
        line = without_comment(raw).strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1].strip()
            if not name:
                raise ValueError("section needs a name")
            settings.setdefault(name, {})
            continue
        key, eq, value = line.partition("=")
        key = key.strip()
        if eq == "" or key == "":
            raise ValueError("expected key = value")
        if name is None:
            raise ValueError("no section yet")
        if key in settings[name]:
            raise ValueError("key given twice")
        settings[name][key] = coerce(value.strip())
    return settings
