def solution(routes, path):
    parts = [p for p in path.split("/") if p]
    best_key = None
    best = None
    for pattern, handler in routes:
        pieces = [p for p in pattern.split("/") if p]
        wild = bool(pieces) and pieces[-1] == "*"
        fixed = pieces[:-1] if wild else pieces
        if len(parts) < len(fixed) or (not wild and len(parts) > len(fixed)):
            continue
        params = {}
        key = []
        for piece, part in zip(fixed, parts):
            if piece.startswith(":"):
                params[piece[1:]] = part
                key.append(1)
            elif piece.casefold() == part.casefold():
                key.append(0)
            else:
                break
        else:
            if wild:
                params["*"] = "/".join(parts[len(fixed):])
                key.append(2)
            if best_key is None or key < best_key:
                best_key, best = key, (handler, params)
    return best
