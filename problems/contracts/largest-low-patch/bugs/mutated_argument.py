def solution(grid, level):
    best = None
    best_key = None
    for r in range(len(grid)):
        for c in range(len(grid[r])):
            if grid[r][c] >= level:
                continue
            size = 0
            lowest = grid[r][c]
            stack = [(r, c)]
            while stack:
                y, x = stack.pop()
                if y < 0 or x < 0 or y >= len(grid) or x >= len(grid[y]):
                    continue
                if grid[y][x] >= level:
                    continue
                size += 1
                lowest = min(lowest, grid[y][x])
                grid[y][x] = level
                stack.extend([(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)])
            key = (size, -lowest)
            if best_key is None or key > best_key:
                best_key = key
                best = (size, r, c)
    return best
