def solution(grid, level):
    best = None
    seen = set()
    for row, cells in enumerate(grid):
        for column, height in enumerate(cells):
            if height >= level or (row, column) in seen:
                continue
            seen.add((row, column))
            patch = [(row, column)]
            for r, c in patch:
                for near in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                    inside = 0 <= near[0] < len(grid) and 0 <= near[1] < len(cells)
                    if inside and near not in seen and grid[near[0]][near[1]] < level:
                        seen.add(near)
                        patch.append(near)
            rank = (len(patch), -min(grid[r][c] for r, c in patch))
            if best is None or rank > best[0]:
                best = (rank, (len(patch), row, column))
    return best and best[1]
