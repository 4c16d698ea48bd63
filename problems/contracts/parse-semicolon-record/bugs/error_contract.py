def solution(line):
    if not line.strip(" \t"):
        return []
    fields = []
    buffer = []
    state = "before"
    i = 0
    while i < len(line):
        ch = line[i]
        if state == "quoted":
            if ch == '"' and line[i + 1:i + 2] == '"':
                buffer.append('"')
                i += 1
            elif ch == '"':
                state = "after"
            else:
                buffer.append(ch)
        elif ch == ";":
            text = "".join(buffer)
            fields.append(text if state == "after" else text.strip(" \t") or None)
            buffer = []
            state = "before"
        elif state == "after":
            if ch not in " \t":
                raise ValueError("text after closing quote")
        elif ch == '"':
            if state == "plain":
                raise ValueError("quote inside plain field")
            state = "quoted"
        elif state == "plain" or ch not in " \t":
            state = "plain"
            buffer.append(ch)
        i += 1
    text = "".join(buffer)
    fields.append(text if state in ("after", "quoted") else text.strip(" \t") or None)
    return fields
