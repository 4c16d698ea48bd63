def solution(assemblies, product, quantity):
    if quantity == 0:
        return {}
    recipe = {name: dict(components) for name, components in assemblies.items()}
    uses = {}
    reached = {product}
    frontier = [product]
    while frontier:
        name = frontier.pop()
        for part in recipe.get(name, {}):
            uses[part] = uses.get(part, 0) + 1
            if part not in reached:
                reached.add(part)
                frontier.append(part)
    needed = {product: quantity}
    totals = {}
    ready = [product]
    while ready:
        name = ready.pop()
        if name not in recipe:
            totals[name] = needed[name]
            continue
        for part, count in recipe[name].items():
            needed[part] = needed.get(part, 0) + count * needed[name]
            uses[part] -= 1
            if uses[part] == 0:
                ready.append(part)
    return dict(sorted(totals.items()))
