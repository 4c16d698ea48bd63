def solution(readings, threshold, length):
    runs = []
    current = []
    for i, value in enumerate(readings):
        if value > threshold:
            current.append(i)
        else:
            if len(current) >= length:
                runs.append(current)
            current = []
    if current and len(current) >= length:
        runs.append(current)
    return [(run[0], run[-1], max(run, key=lambda i: readings[i])) for run in runs]
