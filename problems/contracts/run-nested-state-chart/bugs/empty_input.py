def enter(chart, state):
    spec = chart[state]
    while spec.get("initial") is not None:
        state = spec["initial"]
        spec = chart[state]
    return state


def solution(chart, start, events):
    if start not in chart:
        raise KeyError(start)
    if not events:
        return [start]
    current = enter(chart, start)
    result = [current]
    for event in events:
        state = current
        while state is not None:
            transitions = chart[state].get("on") or {}
            if event in transitions:
                current = enter(chart, transitions[event])
                break
            state = chart[state].get("parent")
        result.append(current)
    return result
