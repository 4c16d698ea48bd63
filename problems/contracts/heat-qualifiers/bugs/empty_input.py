def solution(heats, direct, extra):
    direct_names = []
    pool = []
    for heat in heats:
        ranking = sorted(heat, key=lambda x: x[1])
        cutoff_index = min(direct, len(ranking)) - 1
        cutoff = ranking[cutoff_index][1]
        for name, time in ranking:
            if time <= cutoff:
                direct_names.append(name)
            else:
                pool.append((time, len(pool), name))
    pool.sort()
    return direct_names + [name for _, _, name in pool[:extra]]
