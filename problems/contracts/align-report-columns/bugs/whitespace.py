def render(cell):
    if cell is None:
        return "", False
    if isinstance(cell, bool):
        return ("yes" if cell else "no"), False
    if isinstance(cell, int):
        return str(cell), True
    return cell, False


def solution(rows):
    table = [[render(cell) for cell in row] for row in rows]
    count = max(map(len, table), default=0)
    widths = [0] * count
    for row in table:
        for i, (text, _) in enumerate(row):
            widths[i] = max(widths[i], len(text))
    lines = []
    for row in table:
        parts = [
            text.rjust(widths[i]) if right else text.ljust(widths[i])
            for i, (text, right) in enumerate(row)
        ]
        lines.append("  ".join(parts).strip())
    return "\n".join(lines)
