def solution(field, steps):
    result = [list(row) for row in field]
    active = 0
    while active < steps:
        frozen = {(r, c) for r, row in enumerate(result) for c, cell in enumerate(row) if cell == 1}
        freezing = []
        for r, row in enumerate(result):
            for c, cell in enumerate(row):
                near = {(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)}
                if cell == 0 and len(near & frozen) >= 2:
                    freezing.append((r, c))
        if not freezing:
            break
        for r, c in freezing:
            result[r][c] = 1
        active += 1
    return result, active
