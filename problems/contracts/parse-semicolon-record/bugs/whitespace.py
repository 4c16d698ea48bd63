def solution(line):
    if not line.strip():
        return []
    fields = []
    i, n = 0, len(line)
    while True:
        while i < n and line[i] in " \t":
            i += 1
        if i < n and line[i] == '"':
            i += 1
            chars = []
            while True:
                if i >= n:
                    raise ValueError("quote never closed")
                if line[i] == '"':
                    if line[i + 1:i + 2] == '"':
                        chars.append('"')
                        i += 2
                        continue
                    i += 1
                    break
                chars.append(line[i])
                i += 1
            value = "".join(chars).strip()
            while i < n and line[i] in " \t":
                i += 1
            if i < n and line[i] != ";":
                raise ValueError("unexpected text after quote")
        else:
            end = line.find(";", i)
            if end == -1:
                end = n
            raw = line[i:end].strip()
            if '"' in raw:
                raise ValueError("unexpected quote")
            value = raw if raw else None
            i = end
        fields.append(value)
        if i >= n:
            return fields
        i += 1
