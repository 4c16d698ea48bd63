def segments_of(text):
    return [s for s in text.split("/") if s]


def kind(segment):
    if segment == "*":
        return 2
    return 1 if segment.startswith(":") else 0


def capture(pattern, parts):
    params = {}
    for i, seg in enumerate(pattern):
        k = kind(seg)
        if k == 2:
            if i >= len(parts):
                return None
            params["*"] = "/".join(parts[i:])
            return params
        if i >= len(parts):
            return None
        if k == 1:
            params[seg[1:]] = parts[i]
        elif seg.lower() != parts[i].lower():
            return None
    return params if len(parts) == len(pattern) else None


def solution(routes, path):
    parts = segments_of(path)
    found = []
    for pattern, handler in routes:
        pieces = segments_of(pattern)
        params = capture(pieces, parts)
        if params is not None:
            found.append(([kind(p) for p in pieces], (handler, params)))
    if not found:
        return None
    return min(found, key=lambda f: f[0])[1]
