TRANSITIONS = {
    None: {"open": "opened"},
    "opened": {"assign": "assigned", "close": "closed"},
    "assigned": {"assign": "assigned", "resolve": "resolved"},
    "resolved": {"reopen": "opened", "close": "closed"},
    "closed": {},
}


def solution(events):
    unique = {}
    for event in events:
        unique.setdefault(event["id"], event)
    histories = {}
    for event in sorted(unique.values(), key=lambda ev: ev["at"]):
        states = histories.get(event["ticket"], [])
        current = states[-1] if states else None
        if event["action"] not in TRANSITIONS[current]:
            raise ValueError(f"{event['action']} is not allowed now")
        histories.setdefault(event["ticket"], []).append(TRANSITIONS[current][event["action"]])
    return histories
