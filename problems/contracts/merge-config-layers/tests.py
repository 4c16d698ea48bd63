from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([{"db": {"host": "a", "port": 1}}, {"db": {"port": 2}, "debug": True}]) == {"db": {"host": "a", "port": 2}, "debug": True}
assert solution([]) == {}
assert solution([{}]) == {}
assert solution([{"a": 1}, {"b": 2}, {"a": 3}]) == {"a": 3, "b": 2}
assert solution([{"a": [1, 2]}, {"a": [3]}]) == {"a": [3]}
assert solution([{"a": {"x": 1}}, {"a": 5}]) == {"a": 5}
assert solution([{"a": 5}, {"a": {"x": 1}}]) == {"a": {"x": 1}}
assert solution([{"a": 1, "b": 2}, {"a": None}]) == {"b": 2}
assert solution([{"a": {"x": 1}}, {"a": None}, {"a": {"y": 2}}]) == {"a": {"y": 2}}
assert solution([{"a": {"b": {"c": 1, "d": 2}}}, {"a": {"b": {"c": 9}}}]) == {"a": {"b": {"c": 9, "d": 2}}}
assert solution([{"a": {"x": 1}}, {"a": {"x": None}}]) == {"a": {}}
assert solution([{"a": 0, "b": False, "c": ""}]) == {"a": 0, "b": False, "c": ""}
assert solution([{"a": None, "b": 1}]) == {"b": 1}
assert solution([{"b": 1}, {"a": {"x": {"y": None, "z": 2}}}]) == {"b": 1, "a": {"x": {"z": 2}}}
assert solution([{"a": [None, {"x": None}]}]) == {"a": [None, {"x": None}]}
assert raises(TypeError, [{"a": 1}, [("a", 2)]])
assert raises(TypeError, [None, {"a": 1}])
data = [{"a": {"x": 1}}, {"a": {"y": 2}}, {"a": {"x": None}}]
assert solution(data) == {"a": {"y": 2}}
assert data == [{"a": {"x": 1}}, {"a": {"y": 2}}, {"a": {"x": None}}]
data = [{"k": 1}, {"s": {"t": {"u": 1}}}, {"s": {"t": {"v": 2}}}]
assert solution(data) == {"k": 1, "s": {"t": {"u": 1, "v": 2}}}
assert data == [{"k": 1}, {"s": {"t": {"u": 1}}}, {"s": {"t": {"v": 2}}}]
