from itertools import zip_longest


def show(cell):
    if cell is None:
        return ""
    if cell is True:
        return "yes"
    if cell is False:
        return "no"
    return str(cell)


def solution(rows):
    columns = list(zip_longest(*rows))
    widths = [max(len(show(cell)) for cell in column) for column in columns]
    lines = []
    for row in rows:
        line = ""
        for i, cell in enumerate(row):
            if i > 0:
                line += "  "
            align = ">" if isinstance(cell, int) else "<"
            line += f"{show(cell):{align}{widths[i]}}"
        lines.append(line.rstrip(" "))
    return "\n".join(lines)
