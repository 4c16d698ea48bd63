def solution(field, steps):
    current = list(field)
    rows = len(current)
    active = 0
    while steps > 0:
        to_freeze = []
        for r in range(rows):
            for c in range(len(current[r])):
                if current[r][c] != 0:
                    continue
                around = 0
                if r > 0 and current[r - 1][c] == 1:
                    around += 1
                if r + 1 < rows and current[r + 1][c] == 1:
                    around += 1
                if c > 0 and current[r][c - 1] == 1:
                    around += 1
                if c + 1 < len(current[r]) and current[r][c + 1] == 1:
                    around += 1
                if around >= 2:
                    to_freeze.append((r, c))
        if not to_freeze:
            break
        for r, c in to_freeze:
            current[r][c] = 1
        active += 1
        steps -= 1
    return current, active
