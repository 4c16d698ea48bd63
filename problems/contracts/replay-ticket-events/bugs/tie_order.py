RULES = {
    "open": {None: "opened"},
    "assign": {"opened": "assigned", "assigned": "assigned"},
    "resolve": {"assigned": "resolved"},
    "reopen": {"resolved": "opened"},
    "close": {"opened": "closed", "resolved": "closed"},
}


def solution(events):
    result = {}
    handled = set()
    for event in sorted(events, key=lambda x: (x["at"], x["id"])):
        if event["id"] in handled:
            continue
        handled.add(event["id"])
        path = result.get(event["ticket"], [])
        state = path[-1] if path else None
        target = RULES.get(event["action"], {}).get(state)
        if target is None:
            raise ValueError("step not allowed")
        result[event["ticket"]] = path + [target]
    return result
