def solution(grid, pattern, row, column):
    if isinstance(row, bool) or isinstance(column, bool):
        raise TypeError("row and column must not be bool")
    if not isinstance(row, int) or not isinstance(column, int):
        raise TypeError("row and column must be int")
    rows, cols = len(grid), len(grid[0])
    output = [[grid[r][c] for c in range(cols)] for r in range(rows)]
    for i in range(len(pattern)):
        for j in range(len(pattern[i])):
            r, c = row + i, column + j
            if 0 <= r < rows and 0 <= c < cols and pattern[i][j] is not None:
                output[r][c] = pattern[i][j]
    return output
