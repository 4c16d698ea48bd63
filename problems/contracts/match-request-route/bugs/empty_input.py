import re


def split_path(text):
    return re.sub("/+", "/", text).strip("/").split("/")


def rank(segment):
    return 2 if segment == "*" else 1 if segment[:1] == ":" else 0


def solution(routes, path):
    wanted = split_path(path)
    best_rank = best = None
    for pattern, handler in routes:
        pieces = split_path(pattern)
        params = {}
        ok = True
        for i, piece in enumerate(pieces):
            if i >= len(wanted):
                ok = False
            elif piece == "*":
                params["*"] = "/".join(wanted[i:])
                break
            elif piece.startswith(":"):
                params[piece[1:]] = wanted[i]
            else:
                ok = piece.casefold() == wanted[i].casefold()
            if not ok:
                break
        else:
            ok = len(pieces) == len(wanted)
        if ok:
            ranks = [rank(p) for p in pieces]
            if best is None or ranks < best_rank:
                best_rank, best = ranks, (handler, params)
    return best
