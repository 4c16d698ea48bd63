def solution(alerts, window):
    if window < 0:
        raise ValueError("negative window")
    alerts.sort(key=lambda a: a[0])
    last_sent = {}
    sent = []
    suppressed = []
    for time, source, text in alerts:
        kind = (source, text)
        index = last_sent.get(kind)
        if index is not None and time - sent[index][0] < window:
            suppressed[index] += 1
            continue
        last_sent[kind] = len(sent)
        sent.append((time, source, text))
        suppressed.append(0)
    return [alert + (count,) for alert, count in zip(sent, suppressed)]
