def solution(grid, level):
    low = {(r, c) for r, row in enumerate(grid) for c, value in enumerate(row) if value < level}
    if not low:
        return None
    best = (0, 0, 0)
    pending = set(low)
    for start in sorted(low):
        if start not in pending:
            continue
        pending.discard(start)
        stack = [start]
        size = 0
        while stack:
            r, c = stack.pop()
            size += 1
            for cell in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
                if cell in pending:
                    pending.discard(cell)
                    stack.append(cell)
        if size > best[0]:
            best = (size, start[0], start[1])
    return best
