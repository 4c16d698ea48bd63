def solution(tasks, size):
    if isinstance(size, bool) or not isinstance(size, int):
        raise TypeError("size must be an int")
    if size < 1:
        raise ValueError("size must be >= 1")
    for info in tasks.values():
        for dep in info["after"]:
            if dep not in tasks:
                raise KeyError(dep)
    remaining = dict(tasks)
    done = set()
    waves = []
    while remaining:
        ready = [name for name, info in remaining.items() if all(d in done for d in info["after"])]
        if not ready:
            raise ValueError("circular dependency")
        ready.sort(key=lambda name: remaining[name]["priority"], reverse=True)
        wave = ready[:size]
        for name in wave:
            del remaining[name]
        done.update(wave)
        waves.append(wave)
    return waves
