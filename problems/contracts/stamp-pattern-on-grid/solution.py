def solution(grid, pattern, row, column):
    for number in (row, column):
        if isinstance(number, bool) or not isinstance(number, int):
            raise TypeError("row and column must be int")
    result = [list(cells) for cells in grid]
    for r, cells in enumerate(pattern, row):
        for c, cell in enumerate(cells, column):
            if cell is not None and 0 <= r < len(result) and 0 <= c < len(result[r]):
                result[r][c] = cell
    return result
