def solution(tasks):
    by_name = {name: (duration, list(needs)) for name, duration, needs in tasks}
    for duration, needs in by_name.values():
        for other, _ in needs:
            if other not in by_name:
                raise ValueError("need refers to an unknown task")
    starts = {}
    on_path = set()
    for root in by_name:
        stack = [root]
        while stack:
            name = stack[-1]
            if name in starts:
                stack.pop()
                continue
            missing = [o for o, _ in by_name[name][1] if o not in starts]
            if missing:
                on_path.add(name)
                if any(o in on_path for o in missing):
                    raise ValueError("circular needs")
                stack.append(missing[0])
            else:
                ends = [starts[o] + by_name[o][0] + lag for o, lag in by_name[name][1]]
                starts[name] = max([0] + ends)
                on_path.discard(name)
                stack.pop()
    return {name: starts[name] for name in by_name}
