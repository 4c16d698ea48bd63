import json
import math
from collections import Counter

from solution import solution

# JSON text of {"mean": ..., "most": ...} for a list of ints: its mean and its most frequent member.
first = json.loads(solution([1, 2, 2]))
assert math.isclose(first["mean"], 5 / 3)
assert first["most"] == Counter([1, 2, 2]).most_common(1)[0][0]
assert set(json.loads(solution([4]))) == {"mean", "most"}
assert sum(json.loads(solution([4])).values()) == 8
