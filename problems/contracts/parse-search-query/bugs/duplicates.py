def solution(query):
    if not isinstance(query, str):
        raise TypeError("query must be a string")
    fields = {}
    i, n = 0, len(query)
    while i < n:
        if query[i] == " ":
            i += 1
            continue
        field = "text"
        if query[i] != '"':
            stop = i
            while stop < n and query[stop] not in ' :"':
                stop += 1
            if stop < n and query[stop] == ":":
                field = query[i:stop].lower()
                if not (field.isascii() and field.isalpha()):
                    raise ValueError("invalid field")
                i = stop + 1
        if i < n and query[i] == '"':
            close = query.find('"', i + 1)
            if close == -1:
                raise ValueError("quote not closed")
            value = query[i + 1:close]
            i = close + 1
            if i < n and query[i] != " ":
                raise ValueError("text after closing quote")
        else:
            stop = query.find(" ", i)
            if stop == -1:
                stop = n
            value = query[i:stop]
            if '"' in value:
                raise ValueError("unexpected quote")
            i = stop
        if value == "":
            raise ValueError("empty value")
        fields.setdefault(field, []).append(value)
    return fields
