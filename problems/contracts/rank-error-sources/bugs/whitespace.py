from collections import defaultdict


def solution(log, limit):
    order = []
    totals = defaultdict(int)
    for line in log.split("\n"):
        fields = line.strip().split(" ")
        if len(fields) < 2:
            continue
        source = fields[0]
        if source not in order:
            order.append(source)
        if fields[1] == "ERROR":
            totals[source] += 1
    ranked = sorted(
        ((source, totals[source]) for source in order if totals[source] > 0),
        key=lambda pair: pair[1],
        reverse=True,
    )
    if limit is not None:
        ranked = ranked[:limit]
    return ranked
