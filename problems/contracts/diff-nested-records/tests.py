from solution import solution

assert solution({"a": {"b": 1, "c": 2}}, {"a": {"b": 5}}) == [(("a", "b"), "changed", 1, 5), (("a", "c"), "removed", 2, None)]
assert solution({}, {}) == []
assert solution({"a": [1, {"x": "y"}]}, {"a": [1, {"x": "y"}]}) == []
assert solution({}, {"z": 1, "b": {"c": 2}}) == [(("b",), "added", None, {"c": 2}), (("z",), "added", None, 1)]
assert solution({"a": 1}, {"b": 1}) == [(("a",), "removed", 1, None), (("b",), "added", None, 1)]
assert solution({"m": 1, "z": 2}, {"z": 3, "a": 4, "n": 5}) == [(("a",), "added", None, 4), (("m",), "removed", 1, None), (("n",), "added", None, 5), (("z",), "changed", 2, 3)]
assert solution({"b": {"y": 1}, "a": 1}, {"b": {"x": 1}, "a": 2}) == [(("a",), "changed", 1, 2), (("b", "x"), "added", None, 1), (("b", "y"), "removed", 1, None)]
assert solution({"a": {"b": {"c": {"d": 1}}}}, {"a": {"b": {"c": {"d": 2}}}}) == [(("a", "b", "c", "d"), "changed", 1, 2)]
assert solution({"a": {"x": 1}}, {"a": 7}) == [(("a",), "changed", {"x": 1}, 7)]
assert solution({"a": []}, {"a": {}}) == [(("a",), "changed", [], {})]
assert solution({"a": None}, {}) == [(("a",), "removed", None, None)]
assert solution({}, {"a": None}) == [(("a",), "added", None, None)]
assert solution({"a": {"x": 1}}, {"a": {}}) == [(("a", "x"), "removed", 1, None)]
assert solution({"a": [1, 2]}, {"a": [2, 1]}) == [(("a",), "changed", [1, 2], [2, 1])]
assert len(solution({"a": 1}, {"a": True})) == 1
assert len(solution({"a": 1, "b": {"c": False}}, {"a": 1.0, "b": {"c": 0}})) == 2
assert len(solution({"a": [1, 2]}, {"a": [1, 2.0]})) == 1
assert len(solution({"a": [[0]]}, {"a": [[False]]})) == 1
assert len(solution({"a": [{"k": 1}]}, {"a": [{"k": True}]})) == 1
assert type(solution({"a": 1}, {})[0]) is tuple
