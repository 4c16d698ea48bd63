from collections import deque


def solution(tasks):
    names = [t[0] for t in tasks]
    if len(set(names)) != len(names):
        raise ValueError("task names must be unique")
    durations = {name: duration for name, duration, _ in tasks}
    children = {name: [] for name in names}
    indegree = {name: 0 for name in names}
    for name, _, needs in tasks:
        for other, lag in needs:
            if other not in durations:
                raise ValueError("unknown task: " + str(other))
            children[other].append((name, lag))
            indegree[name] += 1
    start = {name: 0 for name in names}
    queue = deque(n for n in names if indegree[n] == 0)
    while queue:
        current = queue.popleft()
        finish = start[current] + durations[current]
        for child, lag in children[current]:
            start[child] = max(start[child], finish + lag)
            indegree[child] -= 1
            if indegree[child] == 0:
                queue.append(child)
    return start
