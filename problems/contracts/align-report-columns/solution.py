def cell_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell)


def solution(rows):
    widths = []
    for row in rows:
        for index, cell in enumerate(row):
            if index == len(widths):
                widths.append(0)
            widths[index] = max(widths[index], len(cell_text(cell)))
    lines = []
    for row in rows:
        parts = []
        for cell, width in zip(row, widths):
            right = isinstance(cell, int) and not isinstance(cell, bool)
            text = cell_text(cell)
            parts.append(text.rjust(width) if right else text.ljust(width))
        lines.append("  ".join(parts).rstrip(" "))
    return "\n".join(lines)
