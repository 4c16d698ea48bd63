from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution({"a": 1}, [("update", "a", 2), ("update", "a", 5), ("insert", "b", 7)]) == [("update", "a", 5), ("insert", "b", 7)]
assert solution({"a": 1}, []) == []
assert solution({"a": 1}, [("delete", "a")]) == [("delete", "a")]
assert solution({}, [("insert", "x", 1), ("update", "x", 2), ("delete", "x")]) == []
assert solution({"a": 1}, [("delete", "a"), ("insert", "a", 3)]) == [("update", "a", 3)]
assert solution({"a": 1}, [("delete", "a"), ("insert", "a", 1)]) == []
assert solution({"a": "x"}, [("update", "a", "y"), ("update", "a", "x")]) == []
assert solution({"a": None}, [("update", "a", 4)]) == [("update", "a", 4)]
assert solution({"a": 4}, [("update", "a", None)]) == [("update", "a", None)]
assert solution({}, [("insert", "a", None)]) == [("insert", "a", None)]
assert solution({"a": 1, "b": 2}, [("insert", "c", 3), ("delete", "b"), ("update", "a", 9)]) == [("insert", "c", 3), ("delete", "b"), ("update", "a", 9)]
assert solution({"a": 1}, [("insert", "z", 0), ("delete", "a"), ("delete", "z"), ("insert", "m", 5), ("insert", "z", 6)]) == [("insert", "z", 6), ("delete", "a"), ("insert", "m", 5)]
assert solution({"b": 1, "a": 2}, [("update", "a", 8), ("update", "b", 9)]) == [("update", "a", 8), ("update", "b", 9)]
assert len(solution({"a": 1}, [("update", "a", True)])) == 1
assert len(solution({"a": 0, "b": 2}, [("update", "a", False), ("update", "b", 2.0)])) == 2
assert raises(ValueError, {"a": 1}, [("insert", "a", 2)])
assert raises(ValueError, {"a": None}, [("insert", "a", 2)])
assert raises(KeyError, {"a": 1}, [("delete", "a"), ("delete", "a")])
assert raises(KeyError, {"a": 1}, [("update", "b", 2)])
assert raises(KeyError, {"a": 1}, [("delete", "a"), ("update", "a", 2)])
assert raises(ValueError, {"a": 1}, [("upsert", "a", 2)])
data, feed = {"a": 1, "b": 2}, [("delete", "a"), ("update", "b", 5), ("insert", "c", 6)]
assert len(solution(data, feed)) == 3
assert data == {"a": 1, "b": 2}
