import copy


def solution(field, steps):
    grid = copy.deepcopy(field)

    def is_frozen(r, c):
        try:
            return grid[r][c] == 1
        except IndexError:
            return False

    active = 0
    while active < steps:
        new_cells = []
        for r, row in enumerate(grid):
            for c, state in enumerate(row):
                if state == 0:
                    around = [(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)]
                    if sum(is_frozen(y, x) for y, x in around) >= 2:
                        new_cells.append((r, c))
        if len(new_cells) == 0:
            break
        active += 1
        for r, c in new_cells:
            grid[r][c] = 1
    return grid, active
