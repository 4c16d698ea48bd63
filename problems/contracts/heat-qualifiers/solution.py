def by_time(entry):
    return entry[1]


def solution(heats, direct, extra):
    qualified, others = [], []
    for heat in heats:
        ranked = sorted(heat, key=by_time)
        places = direct
        while 0 < places < len(ranked) and ranked[places][1] == ranked[direct - 1][1]:
            places += 1
        qualified += ranked[:places]
        others += ranked[places:]
    qualified += sorted(others, key=by_time)[:extra]
    return [name for name, _ in qualified]
