def solution(alerts, window):
    if window < 0:
        raise ValueError("window must not be negative")
    sent, last = [], {}
    for time, source, text in sorted(alerts, key=lambda alert: alert[0]):
        entry = last.get((source, text))
        if entry and time - entry[0] < window:
            entry[3] += 1
        else:
            last[source, text] = [time, source, text, 0]
            sent.append(last[source, text])
    return [tuple(entry) for entry in sent]
