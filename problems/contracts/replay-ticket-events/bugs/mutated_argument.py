ALLOWED = {
    "open": ({None}, "opened"),
    "assign": ({"opened", "assigned"}, "assigned"),
    "resolve": ({"assigned"}, "resolved"),
    "reopen": ({"resolved"}, "opened"),
    "close": ({"opened", "resolved"}, "closed"),
}


def solution(events):
    events.sort(key=lambda ev: ev["at"])
    seen = set()
    current = {}
    history = {}
    for ev in events:
        if ev["id"] in seen:
            continue
        seen.add(ev["id"])
        if ev["action"] not in ALLOWED:
            raise ValueError(f"unknown action {ev['action']}")
        sources, target = ALLOWED[ev["action"]]
        ticket = ev["ticket"]
        if current.get(ticket) not in sources:
            raise ValueError(f"cannot {ev['action']} ticket {ticket}")
        current[ticket] = target
        history.setdefault(ticket, []).append(target)
    return history
