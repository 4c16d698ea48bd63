def parse_row(line):
    if line[:1] != "|" or line[-1:] != "|" or len(line) < 2:
        raise ValueError("missing pipe")
    return [c.strip() for c in line[1:-1].split("|")]


def is_ruler(row, size):
    return len(row) == size and all(c and c.strip("-") == "" for c in row)


def solution(text):
    lines = [raw.strip() for raw in text.split("\n")]
    rows = [parse_row(line) for line in lines if line]
    if not rows:
        return []
    columns = rows[0]
    if not all(columns):
        raise ValueError("column names must not be empty")
    if len(rows) == 1 or not is_ruler(rows[1], len(columns)):
        raise ValueError("bad ruler")
    records = []
    for row in rows[2:]:
        if len(row) != len(columns):
            raise ValueError("row has wrong number of cells")
        record = {}
        for name, value in zip(columns, row):
            record[name] = value
        records.append(record)
    return records
