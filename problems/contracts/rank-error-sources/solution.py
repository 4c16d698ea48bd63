def solution(log, limit):
    counts = {}
    for line in log.split("\n"):
        fields = line.split()
        if len(fields) < 2:
            continue
        source, level = fields[:2]
        counts.setdefault(source, 0)
        if level == "ERROR":
            counts[source] += 1
    ranking = [(source, count) for source, count in counts.items() if count]
    ranking.sort(key=lambda item: -item[1])
    return ranking if limit is None else ranking[:limit]
