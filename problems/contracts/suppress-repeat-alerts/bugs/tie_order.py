def solution(alerts, window):
    if window < 0:
        raise ValueError("window must not be negative")
    sent = []
    counts = []
    active = {}
    for alert in sorted(alerts):
        time, source, text = alert
        index = active.get((source, text), -1)
        if index >= 0 and time - sent[index][0] < window:
            counts[index] += 1
        else:
            active[(source, text)] = len(sent)
            sent.append(alert)
            counts.append(0)
    return [(*alert, count) for alert, count in zip(sent, counts)]
