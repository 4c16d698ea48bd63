def split(text):
    return [part for part in text.split("/") if part]


def match(pattern, segments):
    kinds, stored = [], {}
    for i, part in enumerate(pattern):
        if i >= len(segments):
            return None
        if part == "*":
            stored["*"] = "/".join(segments[i:])
            return kinds + [2], stored
        if part.startswith(":"):
            stored[part[1:]] = segments[i]
            kinds.append(1)
        elif part.casefold() == segments[i].casefold():
            kinds.append(0)
        else:
            return None
    return (kinds, stored) if len(pattern) == len(segments) else None


def solution(routes, path):
    best = None
    for pattern, handler in routes:
        found = match(split(pattern), split(path))
        if found and (best is None or found[0] < best[0]):
            best = (found[0], handler, found[1])
    return best and best[1:]
