STEPS = {
    (None, "open"): "opened",
    ("opened", "assign"): "assigned",
    ("assigned", "assign"): "assigned",
    ("assigned", "resolve"): "resolved",
    ("resolved", "reopen"): "opened",
    ("opened", "close"): "closed",
    ("resolved", "close"): "closed",
}


def solution(events):
    history, processed = {}, set()
    for event in sorted(events, key=lambda event: event["at"]):
        if event["id"] in processed:
            continue
        processed.add(event["id"])
        states = history.setdefault(event["ticket"], [])
        step = (states[-1] if states else None, event["action"])
        if step not in STEPS:
            raise ValueError(f"step not allowed: {step}")
        states.append(STEPS[step])
    return history
