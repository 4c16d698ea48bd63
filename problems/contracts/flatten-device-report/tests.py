from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution({"cpu": {"temp": 51}, "fans": ["ok", "off"]}) == [("cpu.temp", 51), ("fans[0]", "ok"), ("fans[1]", "off")]
assert solution({}) == []
assert solution({"b": 1, "a": None}) == [("b", 1), ("a", None)]
assert solution({"a": {"b": {"c": {"d": False}}}}) == [("a.b.c.d", False)]
assert solution({"fans": [{"rpm": 1}, {"rpm": 2, "on": True}]}) == [("fans[0].rpm", 1), ("fans[1].rpm", 2), ("fans[1].on", True)]
assert solution({"m": [[1, 2], [3]]}) == [("m[0][0]", 1), ("m[0][1]", 2), ("m[1][0]", 3)]
assert solution({"m": [[[{"x": 5}]], 6]}) == [("m[0][0][0].x", 5), ("m[1]", 6)]
assert solution({"a": {}, "b": []}) == [("a", {}), ("b", [])]
assert solution({"a": {"x": {}}, "b": [1, [], {}]}) == [("a.x", {}), ("b[0]", 1), ("b[1]", []), ("b[2]", {})]
assert solution({"a": (1, [2]), "b": ""}) == [("a", (1, [2])), ("b", "")]
assert solution({"a": {"b": 1}, "a.b": 2}) == [("a.b", 1), ("a.b", 2)]
assert solution({"x": [7], "y": 0, "x[0]": 7}) == [("x[0]", 7), ("y", 0), ("x[0]", 7)]
assert solution({"": 1, "a": {"": 2}}) == [("", 1), ("a.", 2)]
assert solution({"": {"b": 1}}) == [(".b", 1)]
assert type(solution({"a": 1})) is list
assert type(solution({"a": 1})[0]) is tuple
assert raises(TypeError, {1: "x"})
assert raises(TypeError, {"a": {"b": 1, None: 2}})
assert raises(TypeError, {"a": [0, {True: {}}]})
