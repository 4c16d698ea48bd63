def to_cells(line):
    if not line.startswith("|") or not line.endswith("|"):
        raise ValueError("every line must start and end with '|'")
    return [cell.strip() for cell in line.strip("|").split("|")]


def solution(text):
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return []
    header = to_cells(lines[0])
    if "" in header:
        raise ValueError("empty column name")
    if len(header) != len(set(header)):
        raise ValueError("repeated column name")
    if len(lines) < 2:
        raise ValueError("no ruler")
    ruler = to_cells(lines[1])
    if len(ruler) != len(header):
        raise ValueError("ruler has wrong number of cells")
    for cell in ruler:
        if not cell or set(cell) != {"-"}:
            raise ValueError("ruler must consist of hyphens")
    out = []
    for line in lines[2:]:
        row = to_cells(line)
        if len(row) != len(header):
            raise ValueError("row has wrong number of cells")
        out.append(dict(zip(header, row)))
    return out
