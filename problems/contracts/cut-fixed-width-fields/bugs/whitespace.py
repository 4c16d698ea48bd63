def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def solution(line, columns):
    seen = set()
    for name, first, last in columns:
        if not (is_int(first) and is_int(last)):
            raise TypeError("positions must be int")
        if first < 1 or last < first:
            raise ValueError("bad positions")
        if name in seen:
            raise ValueError("repeated column")
        seen.add(name)
    line = line.strip()
    out = {}
    for name, first, last in columns:
        out[name] = line[first - 1:last].strip() or None
    return out
