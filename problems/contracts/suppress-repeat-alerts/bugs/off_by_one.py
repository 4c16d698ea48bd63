def solution(alerts, window):
    if window < 0:
        raise ValueError("window must be >= 0")
    result = []
    latest = {}
    ordered = sorted(range(len(alerts)), key=lambda i: (alerts[i][0], i))
    for i in ordered:
        time, source, text = alerts[i]
        kind = (source, text)
        if kind in latest:
            position = latest[kind]
            sent_time, _, _, count = result[position]
            if time <= sent_time + window:
                result[position] = (sent_time, source, text, count + 1)
                continue
        latest[kind] = len(result)
        result.append((time, source, text, 0))
    return result
