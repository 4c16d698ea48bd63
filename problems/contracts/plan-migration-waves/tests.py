from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


def task(priority, *after):
    return {"priority": priority, "after": list(after)}


def chain(length):
    return {f"t{i}": task(0, *([f"t{i + 1}"] if i < length else [])) for i in range(length + 1)}


assert solution({"users": task(1), "orders": task(5, "users"), "logs": task(2)}, 2) == [["logs", "users"], ["orders"]]
assert solution({}, 3) == []
assert solution({"a": task(0)}, 1) == [["a"]]
assert solution({"a": task(1), "b": task(3), "c": task(2)}, 1) == [["b"], ["c"], ["a"]]
assert solution({"c": task(1), "a": task(1), "b": task(1)}, 2) == [["a", "b"], ["c"]]
assert solution({"x": task(4), "y": task(4), "w": task(9)}, 5) == [["w", "x", "y"]]
assert solution({"a": task(-2), "b": task(-1)}, 1) == [["b"], ["a"]]
assert solution({"a": task(0), "b": task(9, "a"), "c": task(1)}, 1) == [["c"], ["a"], ["b"]]
assert solution({"a": task(0), "b": task(1, "a"), "c": task(5, "a")}, 1) == [["a"], ["c"], ["b"]]
assert solution({"a": task(0), "b": task(1, "a"), "c": task(1, "b", "a")}, 9) == [["a"], ["b"], ["c"]]
assert solution({"a": task(0), "b": task(1, "a", "a")}, 4) == [["a"], ["b"]]
assert solution({"d": task(0, "b", "c", "b"), "b": task(0, "a"), "c": task(0, "a"), "a": task(0)}, 2) == [["a"], ["b", "c"], ["d"]]
assert raises(ValueError, {"a": task(0, "b"), "b": task(0, "a"), "c": task(0)}, 2)
assert raises(ValueError, {"a": task(0, "a")}, 1)
assert raises(KeyError, {"a": task(0, "ghost")}, 1)
assert raises(ValueError, {"a": task(0)}, 0)
assert raises(TypeError, {"a": task(0)}, 2.0)
assert raises(TypeError, {"a": task(0)}, True)
assert raises(TypeError, {}, False)
assert len(solution(chain(3000), 2)) == 3001
