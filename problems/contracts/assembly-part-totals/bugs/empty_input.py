def solution(assemblies, product, quantity):
    if quantity == 0:
        return {}
    incoming = {}
    seen = {product}
    todo = [product]
    while todo:
        current = todo.pop()
        for part, _ in assemblies.get(current, []):
            incoming[part] = incoming.get(part, 0) + 1
            if part not in seen:
                seen.add(part)
                todo.append(part)
    amounts = {product: quantity}
    result = {}
    ready = [product]
    while ready:
        current = ready.pop()
        components = assemblies.get(current)
        if not components:
            result[current] = amounts[current]
            continue
        for part, count in components:
            amounts[part] = amounts.get(part, 0) + amounts[current] * count
            incoming[part] -= 1
            if incoming[part] == 0:
                ready.append(part)
    return {part: result[part] for part in sorted(result)}
