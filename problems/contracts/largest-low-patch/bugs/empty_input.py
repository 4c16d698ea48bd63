from collections import deque


def solution(grid, level):
    height, width = len(grid), len(grid[0])
    seen = [[False] * width for _ in range(height)]
    candidates = []
    for r in range(height):
        for c in range(width):
            if seen[r][c] or grid[r][c] >= level:
                continue
            seen[r][c] = True
            queue = deque([(r, c)])
            size, lowest = 0, grid[r][c]
            while queue:
                y, x = queue.popleft()
                size += 1
                lowest = min(lowest, grid[y][x])
                for ny, nx in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
                    if 0 <= ny < height and 0 <= nx < width and not seen[ny][nx] and grid[ny][nx] < level:
                        seen[ny][nx] = True
                        queue.append((ny, nx))
            candidates.append((-size, lowest, r, c))
    if not candidates:
        return None
    size, _, r, c = min(candidates)
    return (-size, r, c)
