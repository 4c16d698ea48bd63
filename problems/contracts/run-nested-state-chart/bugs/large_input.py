def solution(chart, start, events):
    def enter(state):
        spec = chart[state]
        if "initial" in spec:
            return enter(spec["initial"])
        return state

    def handle(state, event):
        spec = chart[state]
        if event in spec.get("on", {}):
            return spec["on"][event]
        if "parent" in spec:
            return handle(spec["parent"], event)
        return None

    current = enter(start)
    history = [current]
    for event in events:
        target = handle(current, event)
        if target is not None:
            current = enter(target)
        history.append(current)
    return history
