def solution(slots):
    for s in slots:
        if not isinstance(s, int) or isinstance(s, bool):
            raise TypeError(f"{s!r} is not an int")
    if len(slots) == 0:
        return "none"
    ordered = sorted(slots)
    groups = [[ordered[0]]]
    for current in ordered[1:]:
        if current - groups[-1][-1] == 1:
            groups[-1].append(current)
        else:
            groups.append([current])
    pieces = []
    for group in groups:
        if len(group) > 2:
            pieces.append(str(group[0]) + ".." + str(group[-1]))
        else:
            pieces += [str(x) for x in group]
    return ",".join(pieces)
