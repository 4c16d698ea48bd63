def solution(slots):
    for slot in slots:
        if type(slot) is not int:
            raise TypeError("slots must be int")
    runs = []
    for slot in sorted(set(slots)):
        if runs and slot == runs[-1][-1] + 1:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    parts = []
    for run in runs:
        if len(run) >= 3:
            parts.append(f"{run[0]}..{run[-1]}")
        else:
            parts.extend(map(str, run))
    return ",".join(parts) or "none"
