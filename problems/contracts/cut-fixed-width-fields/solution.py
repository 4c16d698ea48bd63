def check(columns):
    names = set()
    for name, first, last in columns:
        for position in (first, last):
            if not isinstance(position, int) or isinstance(position, bool):
                raise TypeError(f"position of {name!r} is not an int")
        if first < 1 or last < first or name in names:
            raise ValueError(f"bad column {name!r}")
        names.add(name)


def solution(line, columns):
    check(columns)
    if line.endswith("\r\n"):
        line = line[:-2]
    elif line.endswith("\n"):
        line = line[:-1]
    return {name: line[first - 1:last].strip(" ") or None for name, first, last in columns}
