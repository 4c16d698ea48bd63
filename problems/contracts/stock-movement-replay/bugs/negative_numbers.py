def solution(opening, movements):
    quantities = {item: quantity for item, quantity in opening.items()}
    for kind, item, amount in movements:
        if kind not in ("receive", "ship", "count"):
            raise ValueError(f"invalid kind: {kind}")
        current = quantities.get(item, 0)
        if kind == "receive":
            quantities[item] = current + amount
        elif kind == "ship":
            quantities[item] = max(0, current - amount)
        else:
            quantities[item] = amount
    return sorted(
        [(item, quantity) for item, quantity in quantities.items() if quantity != 0],
        key=lambda x: x[1],
    )
