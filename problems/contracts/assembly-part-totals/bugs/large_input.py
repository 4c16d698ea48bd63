from collections import Counter


def solution(assemblies, product, quantity):
    totals = Counter()

    def expand(name, amount):
        if name not in assemblies:
            totals[name] += amount
            return
        for component, count in assemblies[name]:
            expand(component, amount * count)

    if quantity > 0:
        expand(product, quantity)
    return {part: totals[part] for part in sorted(totals)}
