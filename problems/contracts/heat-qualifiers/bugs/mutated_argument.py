def solution(heats, direct, extra):
    names = []
    pool = []
    for heat in heats:
        heat.sort(key=lambda athlete: athlete[1])
        for index, (name, time) in enumerate(heat):
            if index < direct or (direct > 0 and time == heat[direct - 1][1]):
                names.append(name)
            else:
                pool.append((name, time))
    pool.sort(key=lambda athlete: athlete[1])
    for name, _ in pool[:extra]:
        names.append(name)
    return names
