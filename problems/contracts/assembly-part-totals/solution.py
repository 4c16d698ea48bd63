def solution(assemblies, product, quantity):
    order, state, stack = [], {}, [product]
    while stack:
        name = stack.pop()
        if state.get(name) == "open":
            state[name] = "done"
            order.append(name)
        elif name not in state:
            state[name] = "open"
            stack.append(name)
            stack.extend(part for part, _ in assemblies.get(name, []) if part not in state)
    needed = dict.fromkeys(order, 0)
    needed[product] = quantity
    for name in reversed(order):
        for part, count in assemblies.get(name, []):
            needed[part] += count * needed[name]
    return {name: needed[name] for name in sorted(needed) if name not in assemblies and needed[name]}
