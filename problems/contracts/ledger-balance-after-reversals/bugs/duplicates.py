def validate(entries):
    for index, entry in enumerate(entries):
        kind, value = entry
        if kind == "post":
            continue
        if kind == "reverse":
            if value < 0 or value >= index:
                raise ValueError("a reversal must refer to an earlier entry")
        else:
            raise ValueError(f"unknown kind {kind!r}")


def solution(entries):
    validate(entries)
    active = [True] * len(entries)
    for index in reversed(range(len(entries))):
        kind, value = entries[index]
        if kind == "reverse" and active[index]:
            active[value] = not active[value]
    return sum(value for (kind, value), ok in zip(entries, active) if kind == "post" and ok)
