def enter(chart, state):
    while "initial" in chart[state]:
        state = chart[state]["initial"]
    return state


def find_target(chart, state, event):
    while state is not None:
        if event in chart[state].get("on", {}):
            return chart[state]["on"][event]
        state = chart[state].get("parent")
    return None


def solution(chart, start, events):
    states = [enter(chart, start)]
    for event in events:
        target = find_target(chart, states[-1], event)
        states.append(states[-1] if target is None else enter(chart, target))
    return states
