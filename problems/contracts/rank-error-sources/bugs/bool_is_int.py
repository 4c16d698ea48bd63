def solution(log, limit):
    first_seen = {}
    errors = {}
    for number, line in enumerate(log.split("\n")):
        parts = line.split()
        if len(parts) < 2:
            continue
        source, level = parts[0], parts[1]
        first_seen.setdefault(source, number)
        if level == "ERROR":
            errors[source] = errors.get(source, 0) + 1
    ranked = sorted(errors.items(), key=lambda kv: (-kv[1], first_seen[kv[0]]))
    if limit:
        ranked = ranked[:limit]
    return ranked
