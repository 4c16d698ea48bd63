def strip_ending(line):
    if line.endswith("\n"):
        line = line[:-1]
        if line.endswith("\r"):
            line = line[:-1]
    return line


def solution(line, columns):
    names = []
    for name, first, last in columns:
        for value in (first, last):
            if isinstance(value, bool) or not isinstance(value, int):
                raise TypeError("column positions must be integers")
        if first < 1 or last < first:
            raise ValueError("column positions out of range")
        if name in names:
            raise ValueError("column names must be unique")
        names.append(name)
    line = strip_ending(line)
    result = {}
    for name, first, last in columns:
        start = first - 1
        if start >= len(line):
            result[name] = None
        else:
            result[name] = line[start:last].strip(" ")
    return result
