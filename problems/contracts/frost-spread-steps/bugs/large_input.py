def frozen_neighbours(field, r, c):
    count = 0
    for dr, dc in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        y, x = r + dr, c + dc
        if 0 <= y < len(field) and 0 <= x < len(field[y]) and field[y][x] == 1:
            count += 1
    return count


def solution(field, steps):
    current = [row[:] for row in field]
    active = 0
    for _ in range(steps):
        following = [row[:] for row in current]
        changed = False
        for r in range(len(current)):
            for c in range(len(current[r])):
                if current[r][c] == 0 and frozen_neighbours(current, r, c) >= 2:
                    following[r][c] = 1
                    changed = True
        if changed:
            active += 1
        current = following
    return current, active
