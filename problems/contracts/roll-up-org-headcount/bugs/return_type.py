from collections import Counter


def solution(rows):
    own = Counter()
    parents = {}
    for unit, parent, count in rows:
        if isinstance(count, bool) or not isinstance(count, int):
            raise TypeError("count must be int")
        if unit in parents and parents[unit] != parent:
            raise ValueError("different parents")
        parents[unit] = parent
        own[unit] += count
    degree = Counter()
    for unit, parent in parents.items():
        if parent is None:
            continue
        if parent not in parents:
            raise ValueError("unknown parent")
        degree[parent] += 1
    queue = [unit for unit in parents if degree[unit] == 0]
    totals = Counter({unit: own[unit] for unit in parents})
    for unit in queue:
        parent = parents[unit]
        if parent is not None:
            totals[parent] += totals[unit]
            degree[parent] -= 1
            if degree[parent] == 0:
                queue.append(parent)
    if len(queue) != len(parents):
        raise ValueError("cycle")
    return totals
