def settle(chart, state):
    if state not in chart:
        raise KeyError(state)
    inner = chart[state].get("initial")
    if inner is None:
        return state
    if inner not in chart:
        raise KeyError(inner)
    return inner


def solution(chart, start, events):
    current = settle(chart, start)
    trace = [current]
    for event in events:
        holder = current
        while holder is not None:
            target = chart[holder].get("on", {}).get(event)
            if target is not None:
                current = settle(chart, target)
                break
            holder = chart[holder].get("parent")
        trace.append(current)
    return trace
