def _check(tasks, size):
    if not isinstance(size, int):
        raise TypeError("size must be an int")
    if size < 1:
        raise ValueError("size must be at least 1")
    for info in tasks.values():
        for dep in info["after"]:
            if dep not in tasks:
                raise KeyError(dep)


def solution(tasks, size):
    _check(tasks, size)
    order = sorted(tasks, key=lambda n: (-tasks[n]["priority"], n))
    finished = set()
    waves = []
    while order:
        wave = [n for n in order if finished.issuperset(tasks[n]["after"])][:size]
        if not wave:
            raise ValueError("dependency loop")
        taken = set(wave)
        order = [n for n in order if n not in taken]
        finished |= taken
        waves.append(wave)
    return waves
