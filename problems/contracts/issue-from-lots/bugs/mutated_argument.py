def solution(lots, demand):
    if demand < 0 or sum(line[1] for line in lots) < demand:
        raise ValueError("demand cannot be satisfied")
    queue = sorted(lots, key=lambda line: line[2])
    picks = {}
    for line in queue:
        if demand == 0:
            break
        take = min(line[1], demand)
        if take == 0:
            continue
        line[1] -= take
        demand -= take
        picks[line[0]] = picks.get(line[0], 0) + take
    return [(name, amount) for name, amount in picks.items()]
