import re
from collections import Counter


def solution(answers):
    first = {}
    counts = Counter()
    for answer in answers:
        seen = set()
        for raw in answer.split(","):
            label = re.sub(r"\s+", " ", raw).strip()
            if not label:
                continue
            key = label.lower()
            first.setdefault(key, label)
            seen.add(key)
        counts.update(seen)
    totals = list(counts.values())
    rows = [
        (first[key], n, 1 + len([t for t in totals if t > n]))
        for key, n in counts.items()
    ]
    rows.sort(key=lambda row: (-row[1], row[0].lower()))
    return rows
