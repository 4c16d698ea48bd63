def as_text(cell):
    if cell is None:
        return ""
    if cell is True or cell is False:
        return "yes" if cell else "no"
    return str(cell)


def solution(rows):
    size = max((len(row) for row in rows), default=0)
    for row in rows:
        while len(row) < size:
            row.append(None)
    widths = [max(len(as_text(row[k])) for row in rows) for k in range(size)]
    output = []
    for row in rows:
        line = []
        for cell, width in zip(row, widths):
            if isinstance(cell, int) and not isinstance(cell, bool):
                line.append(as_text(cell).rjust(width))
            else:
                line.append(as_text(cell).ljust(width))
        output.append("  ".join(line).rstrip(" "))
    return "\n".join(output)
