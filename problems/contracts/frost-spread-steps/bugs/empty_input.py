def solution(field, steps):
    height = len(field)
    width = len(field[0])
    state = [row.copy() for row in field]
    active = 0
    for _ in range(min(steps, height * width)):
        freezing = set()
        for r in range(height):
            for c in range(width):
                if state[r][c]:
                    continue
                count = 0
                for y, x in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                    if 0 <= y < height and 0 <= x < width:
                        count += state[y][x] == 1
                if count > 1:
                    freezing.add((r, c))
        if not freezing:
            break
        for r, c in freezing:
            state[r][c] = 1
        active += 1
    return state, active
