def solution(grid, pattern, row, column):
    if not isinstance(row, int) or not isinstance(column, int):
        raise TypeError("row and column must be integers")
    stamped = []
    for r, cells in enumerate(grid):
        new_row = []
        for c, old in enumerate(cells):
            i, j = r - row, c - column
            new = None
            if 0 <= i < len(pattern) and 0 <= j < len(pattern[i]):
                new = pattern[i][j]
            new_row.append(old if new is None else new)
        stamped.append(new_row)
    return stamped
