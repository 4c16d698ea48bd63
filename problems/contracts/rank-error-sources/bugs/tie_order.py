from collections import Counter


def solution(log, limit):
    errors = Counter()
    for line in log.split("\n"):
        parts = line.split(None, 2)
        if len(parts) >= 2 and parts[1] == "ERROR":
            errors[parts[0]] += 1
    return errors.most_common(limit)
