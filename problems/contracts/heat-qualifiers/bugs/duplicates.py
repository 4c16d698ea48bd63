def solution(heats, direct, extra):
    finalists = []
    remaining = []
    for heat in heats:
        times = sorted({time for _, time in heat})
        fast = set(times[:direct])
        ordered = sorted(heat, key=lambda athlete: athlete[1])
        for athlete in ordered:
            if athlete[1] in fast:
                finalists.append(athlete)
            else:
                remaining.append(athlete)
    remaining.sort(key=lambda athlete: athlete[1])
    finalists.extend(remaining[:extra])
    return [athlete[0] for athlete in finalists]
