def solution(entries):
    for i, (kind, value) in enumerate(entries):
        if kind not in ("post", "reverse"):
            raise ValueError("unknown kind")
        if kind == "reverse" and not 0 <= value < i:
            raise ValueError("reversal of an entry not recorded earlier")
    void = set()
    balance = 0
    for i in range(len(entries) - 1, -1, -1):
        kind, value = entries[i]
        if i in void:
            continue
        if kind == "reverse":
            void.add(value)
        else:
            balance += value
    return balance
