def cells(line):
    if len(line) < 2 or line[0] != "|" or line[-1] != "|":
        raise ValueError(f"not a table line: {line!r}")
    return [cell.strip() for cell in line[1:-1].split("|")]


def solution(text):
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return []
    rows = [cells(line) for line in lines]
    header = rows[0]
    if "" in header or len(set(header)) != len(header):
        raise ValueError("column names must be present and distinct")
    if len(rows) < 2 or len(rows[1]) != len(header):
        raise ValueError("the ruler is missing or has the wrong size")
    if not all(cell and set(cell) == {"-"} for cell in rows[1]):
        raise ValueError("the ruler must be made of hyphens")
    table = []
    for row in rows[2:]:
        if len(row) != len(header):
            raise ValueError("wrong number of cells")
        table.append(dict(zip(header, row)))
    return table
