def solution(routes, path):
    parts = [p for p in path.split("/") if p]
    candidates = []
    for index, (pattern, handler) in enumerate(routes):
        pieces = [p for p in pattern.split("/") if p]
        params = {}
        if pieces and pieces[-1] == "*":
            head = pieces[:-1]
            if len(parts) <= len(head):
                continue
            params["*"] = "/".join(parts[len(head):])
        else:
            head = pieces
            if len(parts) != len(head):
                continue
        literals = names = 0
        for piece, part in zip(head, parts):
            if piece.startswith(":"):
                params[piece[1:]] = part
                names += 1
            elif piece.casefold() == part.casefold():
                literals += 1
            else:
                break
        else:
            candidates.append((-literals, -names, index, handler, params))
    if not candidates:
        return None
    best = min(candidates, key=lambda c: c[:3])
    return best[3], best[4]
