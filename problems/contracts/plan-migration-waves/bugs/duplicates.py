def solution(tasks, size):
    if isinstance(size, bool) or not isinstance(size, int):
        raise TypeError("size must be an integer")
    if size < 1:
        raise ValueError("size must be positive")
    dependents = {name: set() for name in tasks}
    waiting = {}
    for name, info in tasks.items():
        waiting[name] = len(info["after"])
        for dep in info["after"]:
            if dep not in tasks:
                raise KeyError(dep)
            dependents[dep].add(name)
    available = [name for name in tasks if waiting[name] == 0]
    waves = []
    count = 0
    while available:
        available.sort(key=lambda n: (-tasks[n]["priority"], n))
        wave, available = available[:size], available[size:]
        count += len(wave)
        for name in wave:
            for child in dependents[name]:
                waiting[child] -= 1
                if waiting[child] == 0:
                    available.append(child)
        waves.append(wave)
    if count != len(tasks):
        raise ValueError("cycle detected")
    return waves
