def solution(opening, movements):
    stock = dict(opening)
    for kind, item, amount in movements:
        if item not in stock:
            stock[item] = 0
        if kind == "receive":
            stock[item] += amount
        elif kind == "ship":
            stock[item] -= amount
        elif kind == "count":
            stock[item] = amount
    result = [entry for entry in stock.items() if entry[1] != 0]
    result.sort(key=lambda entry: entry[1])
    return result
