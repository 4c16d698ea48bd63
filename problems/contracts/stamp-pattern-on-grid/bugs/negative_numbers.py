def solution(grid, pattern, row, column):
    if type(row) is not int or type(column) is not int:
        raise TypeError("row and column must be integers")
    new_grid = [line[:] for line in grid]
    for i, line in enumerate(pattern):
        if row + i >= len(new_grid):
            break
        target = new_grid[row + i]
        for j, value in enumerate(line):
            if value is None:
                continue
            if column + j >= len(target):
                break
            try:
                target[column + j] = value
            except IndexError:
                continue
    return new_grid
