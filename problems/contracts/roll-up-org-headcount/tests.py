from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


def tower(height):
    return [("u0", None, 1)] + [(f"u{i}", f"u{i - 1}", 1) for i in range(1, height)]


assert solution([("sales", None, 2), ("north", "sales", 5), ("south", "sales", 4)]) == {"sales": 11, "north": 5, "south": 4}
assert solution([]) == {}
assert solution([("a", None, 0)]) == {"a": 0}
assert solution([("a", None, 1), ("b", None, 2)]) == {"a": 1, "b": 2}
assert solution([("c", "b", 3), ("b", "a", 2), ("a", None, 1)]) == {"c": 3, "b": 5, "a": 6}
assert list(solution([("c", "b", 3), ("b", "a", 2), ("a", None, 1)])) == ["c", "b", "a"]
assert solution([("a", None, 1), ("b", "a", 1), ("c", "b", 1), ("d", "c", 1)]) == {"a": 4, "b": 3, "c": 2, "d": 1}
assert solution([("a", None, 9), ("b", "a", -2), ("c", "b", 1)]) == {"a": 8, "b": -1, "c": 1}
assert solution([("a", None, 1), ("b", "a", 2), ("a", None, 10)]) == {"a": 13, "b": 2}
assert solution([("b", "a", 2), ("a", None, 1), ("b", "a", 2), ("b", "a", 3)]) == {"b": 7, "a": 8}
assert type(solution([("a", None, 1)])) is dict
assert raises(ValueError, [("a", None, 1), ("b", "a", 1), ("b", None, 1)])
assert raises(ValueError, [("a", None, 1), ("b", "ghost", 1)])
assert raises(ValueError, [("a", "b", 1), ("b", "a", 1)])
assert raises(ValueError, [("a", "a", 1)])
assert raises(ValueError, [("top", None, 1), ("x", "y", 1), ("y", "z", 1), ("z", "x", 1)])
assert raises(ValueError, [("in", "x", 1), ("x", "y", 1), ("y", "x", 1)])
assert raises(TypeError, [("a", None, "3")])
assert raises(TypeError, [("a", None, 2.0)])
assert raises(TypeError, [("a", None, True)])
assert raises(TypeError, [("a", None, 5), ("b", "a", False)])
assert solution(tower(3000))["u0"] == 3000
