def solution(tasks):
    plan = {name: (duration, needs) for name, duration, needs in tasks}
    if len(plan) != len(tasks):
        raise ValueError("duplicate task name")
    waiting = {name: len(needs) for name, (_, needs) in plan.items()}
    followers = {name: [] for name in plan}
    for name, (_, needs) in plan.items():
        for other, lag in needs:
            if other not in plan:
                raise ValueError("unknown task")
            followers[other].append((name, lag))
    starts = dict.fromkeys(plan, 0)
    ready = [name for name in plan if waiting[name] == 0]
    for name in ready:
        end = starts[name] + plan[name][0]
        for follower, lag in followers[name]:
            starts[follower] = max(starts[follower], end + lag)
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    if len(ready) != len(plan):
        raise ValueError("circular needs")
    return starts
