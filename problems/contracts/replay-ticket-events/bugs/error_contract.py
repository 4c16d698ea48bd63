SOURCES = {
    "open": [None],
    "assign": ["opened", "assigned"],
    "resolve": ["assigned"],
    "reopen": ["resolved"],
    "close": ["opened", "resolved"],
}
TARGETS = {"open": "opened", "assign": "assigned", "resolve": "resolved", "reopen": "opened", "close": "closed"}


def solution(events):
    ordered = sorted(events, key=lambda ev: ev["at"])
    done_ids = set()
    states = {}
    for ev in ordered:
        if ev["id"] in done_ids:
            continue
        done_ids.add(ev["id"])
        trail = states.setdefault(ev["ticket"], [])
        current = trail[-1] if trail else None
        if current not in SOURCES[ev["action"]]:
            raise ValueError(f"{ev['action']} not allowed from {current}")
        trail.append(TARGETS[ev["action"]])
    return states
