def solution(grid, pattern, row, column):
    for value in (row, column):
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError("row and column must be of type int")
    result = grid.copy()
    height = len(result)
    for dr, cells in enumerate(pattern):
        r = row + dr
        if r < 0 or r >= height:
            continue
        width = len(result[r])
        for dc, cell in enumerate(cells):
            c = column + dc
            if cell is not None and 0 <= c < width:
                result[r][c] = cell
    return result
