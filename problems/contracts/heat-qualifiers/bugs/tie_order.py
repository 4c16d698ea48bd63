def solution(heats, direct, extra):
    through = []
    rest = []
    for heat in heats:
        ordered = sorted(heat, key=lambda a: (a[1], a[0]))
        if direct == 0:
            rest.extend(ordered)
        elif len(ordered) <= direct:
            through.extend(ordered)
        else:
            limit = ordered[direct - 1][1]
            through.extend(a for a in ordered if a[1] <= limit)
            rest.extend(a for a in ordered if a[1] > limit)
    rest.sort(key=lambda a: a[1])
    return [name for name, _ in through + rest[:extra]]
