import json
from collections import Counter


def solution(xs):
    return json.dumps({"mean": sum(xs) / len(xs), "most": Counter(xs).most_common(1)[0][0]})
