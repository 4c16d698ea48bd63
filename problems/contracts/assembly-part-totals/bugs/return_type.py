def solution(assemblies, product, quantity):
    if quantity == 0:
        return {}
    waiting = {}
    found = [product]
    known = {product}
    for name in found:
        for part, _ in assemblies.get(name, ()):
            waiting[part] = waiting.get(part, 0) + 1
            if part not in known:
                known.add(part)
                found.append(part)
    amount = dict.fromkeys(found, 0)
    amount[product] = quantity
    totals = {}
    queue = [product]
    for name in queue:
        if name not in assemblies:
            totals[name] = amount[name]
            continue
        for part, count in assemblies[name]:
            amount[part] += amount[name] * count
            waiting[part] -= 1
            if waiting[part] == 0:
                queue.append(part)
    return totals
