def solution(opening, movements):
    stock = dict(opening)
    for kind, item, amount in movements:
        before = stock.get(item, 0)
        if kind == "receive":
            stock[item] = before + amount
        elif kind == "ship":
            stock[item] = before - amount
        elif kind == "count":
            stock[item] = amount
        else:
            raise ValueError(f"unknown kind {kind!r}")
    remaining = [(item, quantity) for item, quantity in stock.items() if quantity != 0]
    return sorted(remaining, key=lambda entry: entry[1])
