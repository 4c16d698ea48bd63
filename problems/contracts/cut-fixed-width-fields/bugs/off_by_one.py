def solution(line, columns):
    seen = []
    for name, first, last in columns:
        if type(first) is not int or type(last) is not int:
            raise TypeError("positions must be integers")
        if first < 1:
            raise ValueError("first must be at least 1")
        if first >= last:
            raise ValueError("last must not be before first")
        if name in seen:
            raise ValueError("duplicate column name")
        seen.append(name)
    for ending in ("\r\n", "\n"):
        if line.endswith(ending):
            line = line[:-len(ending)]
            break
    record = {}
    for name, first, last in columns:
        value = line[first - 1:last].strip(" ")
        record[name] = value if value else None
    return record
