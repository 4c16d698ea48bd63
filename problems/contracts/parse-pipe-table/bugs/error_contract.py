def table_cells(line):
    if len(line) < 2 or line[0] != "|" or line[-1] != "|":
        raise ValueError("not a table line")
    return [cell.strip() for cell in line[1:-1].split("|")]


def solution(text):
    rows = [table_cells(line.strip()) for line in text.split("\n") if line.strip()]
    if not rows:
        return []
    header = rows.pop(0)
    if "" in header or len(set(header)) < len(header):
        raise ValueError("invalid header")
    if not rows:
        raise ValueError("ruler missing")
    ruler = rows.pop(0)
    if len(ruler) != len(header) or not all(cell and not cell.replace("-", "") for cell in ruler):
        raise ValueError("invalid ruler")
    return [dict(zip(header, row)) for row in rows]
