def solution(opening, movements):
    stock = opening
    for kind, item, amount in movements:
        stock.setdefault(item, 0)
        if kind == "receive":
            stock[item] += amount
        elif kind == "ship":
            stock[item] -= amount
        elif kind == "count":
            stock[item] = amount
        else:
            raise ValueError(f"Unknown movement kind: {kind}")
    pairs = [(item, qty) for item, qty in stock.items() if qty]
    pairs.sort(key=lambda pair: pair[1])
    return pairs
