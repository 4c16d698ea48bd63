def solution(entries):
    in_force = [True] * len(entries)
    for number, (kind, value) in enumerate(entries):
        if kind == "post":
            continue
        if kind != "reverse":
            raise ValueError("unknown entry kind")
        if not 0 <= value < number:
            raise ValueError("invalid entry number")
    reversals = [(i, value) for i, (kind, value) in enumerate(entries) if kind == "reverse"]
    taken_back = {target for _, target in reversals if entries[target][0] == "reverse"}
    for number, target in reversals:
        if number not in taken_back:
            in_force[target] = False
    return sum(value for i, (kind, value) in enumerate(entries) if kind == "post" and in_force[i])
