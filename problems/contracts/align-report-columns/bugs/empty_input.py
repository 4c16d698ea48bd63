def to_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell)


def solution(rows):
    n = max(len(row) for row in rows)
    padded = [list(row) + [None] * (n - len(row)) for row in rows]
    widths = [max(len(to_text(row[i])) for row in padded) for i in range(n)]
    lines = []
    for row in padded:
        cells = []
        for i, cell in enumerate(row):
            if type(cell) is int:
                cells.append(to_text(cell).rjust(widths[i]))
            else:
                cells.append(to_text(cell).ljust(widths[i]))
        lines.append("  ".join(cells).rstrip(" "))
    return "\n".join(lines)
