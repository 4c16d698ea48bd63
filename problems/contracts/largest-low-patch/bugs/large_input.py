def solution(grid, level):
    if not grid or not grid[0]:
        return None
    rows, cols = len(grid), len(grid[0])
    visited = [[False] * cols for _ in range(rows)]

    def explore(r, c):
        if r < 0 or r >= rows or c < 0 or c >= cols:
            return 0, None
        if visited[r][c] or grid[r][c] >= level:
            return 0, None
        visited[r][c] = True
        size, lowest = 1, grid[r][c]
        for dr, dc in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            count, low = explore(r + dr, c + dc)
            size += count
            if low is not None and low < lowest:
                lowest = low
        return size, lowest

    best = None
    for r in range(rows):
        for c in range(cols):
            size, lowest = explore(r, c)
            if size and (best is None or (-size, lowest) < best[0]):
                best = ((-size, lowest), (size, r, c))
    return best[1] if best else None
