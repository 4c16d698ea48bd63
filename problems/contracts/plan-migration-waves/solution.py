import heapq


def solution(tasks, size):
    if not isinstance(size, int) or isinstance(size, bool):
        raise TypeError("size must be an int")
    if size < 1:
        raise ValueError("size must be at least 1")
    missing = {name: set(task["after"]) for name, task in tasks.items()}
    followers = {name: [] for name in tasks}
    for name, needed in missing.items():
        for other in needed:
            followers[other].append(name)
    ready = [(-tasks[name]["priority"], name) for name, needed in missing.items() if not needed]
    heapq.heapify(ready)
    waves, planned = [], 0
    while ready:
        wave = [heapq.heappop(ready)[1] for _ in range(min(size, len(ready)))]
        for name in wave:
            for follower in followers[name]:
                missing[follower].discard(name)
                if not missing[follower]:
                    heapq.heappush(ready, (-tasks[follower]["priority"], follower))
        waves.append(wave)
        planned += len(wave)
    if planned < len(tasks):
        raise ValueError("tasks wait for each other in a loop")
    return waves
