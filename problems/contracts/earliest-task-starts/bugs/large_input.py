def solution(tasks):
    info = {}
    for name, duration, needs in tasks:
        if name in info:
            raise ValueError(f"duplicate task {name!r}")
        info[name] = (duration, needs)
    starts = {}
    active = set()

    def start_of(name):
        if name not in info:
            raise ValueError(f"unknown task {name!r}")
        if name in starts:
            return starts[name]
        if name in active:
            raise ValueError("tasks depend on each other in a circle")
        active.add(name)
        earliest = 0
        for other, lag in info[name][1]:
            earliest = max(earliest, start_of(other) + info[other][0] + lag)
        active.discard(name)
        starts[name] = earliest
        return earliest

    return {name: start_of(name) for name, _, _ in tasks}
