from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(10, [("put", "a", 6), ("put", "b", 5), ("get", "a"), ("get", "b")]) == (["b"], 1, 1)
assert solution(5, []) == ([], 0, 0)
assert solution(9, [("put", "a", 2), ("put", "b", 2), ("get", "a")]) == (["b", "a"], 1, 0)
assert solution(9, [("put", "a", 3), ("put", "b", 3), ("put", "c", 2), ("get", "a"), ("put", "d", 2)]) == (["c", "a", "d"], 1, 0)
assert solution(10, [("put", "a", 6), ("put", "b", 4)]) == (["a", "b"], 0, 0)
assert solution(10, [("put", "a", 10)]) == (["a"], 0, 0)
assert solution(0, [("put", "a", 0), ("put", "b", 1)]) == (["a"], 0, 0)
assert solution(8, [("put", "a", 5), ("put", "b", 2), ("put", "a", 6)]) == (["b", "a"], 0, 0)
assert solution(8, [("put", "a", 6), ("put", "a", 1), ("put", "b", 7)]) == (["a", "b"], 0, 0)
assert solution(8, [("put", "a", 3), ("put", "b", 2), ("put", "a", 9)]) == (["b"], 0, 0)
assert solution(8, [("put", "a", 3), ("put", "z", 99)]) == (["a"], 0, 0)
assert solution(8, [("put", "a", 3), ("drop", "a"), ("get", "a")]) == ([], 0, 1)
assert solution(8, [("put", "a", 5), ("drop", "a"), ("put", "b", 7), ("get", "b")]) == (["b"], 1, 0)
assert solution(8, [("drop", "a"), ("put", "b", 1)]) == (["b"], 0, 0)
assert solution(8, [("put", 1, 2), ("get", True)]) == ([1], 0, 1)
assert len(solution(8, [("put", 0, 2), ("put", False, 2)])[0]) == 2
assert solution(8, [("put", 0, 2), ("drop", False), ("get", 0)]) == ([0], 1, 0)
assert type(solution(8, [("put", True, 2)])[0][0]) is bool
assert raises(ValueError, 8, [("put", "a", 1), ("peek", "a")])
