from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([["A", 5, 20], ["B", 3, 10]], 6) == [("B", 3), ("A", 3)]
assert solution([["A", 5, 20], ["B", 3, 10]], 3) == [("B", 3)]
assert solution([["A", 5, 20], ["B", 3, 10]], 8) == [("B", 3), ("A", 5)]
assert solution([["A", 5, 20], ["B", 3, 10]], 0) == []
assert solution([], 0) == []
assert solution([["B", 2, 7], ["A", 2, 7], ["C", 2, 3]], 5) == [("C", 2), ("B", 2), ("A", 1)]
assert solution([["Z", 1, 1], ["Y", 9, 1]], 4) == [("Z", 1), ("Y", 3)]
assert solution([["B", 9, 7], ["A", 4, 7]], 3) == [("B", 3)]
assert solution([["A", 2, 1], ["B", 2, 2], ["A", 2, 3]], 5) == [("A", 3), ("B", 2)]
assert solution([["A", 2, 1], ["A", 2, 1]], 4) == [("A", 4)]
assert solution([["A", 0, 1], ["B", 4, 2]], 2) == [("B", 2)]
assert solution([["A", 3, -1], ["B", 4, -8]], 5) == [("B", 4), ("A", 1)]
assert raises(ValueError, [["A", 5, 20], ["B", 3, 10]], 9)
assert raises(ValueError, [], 1)
assert raises(ValueError, [["A", 5, 20]], -1)
shelf = [["A", 5, 20], ["B", 3, 10]]
solution(shelf, 6)
assert shelf == [["A", 5, 20], ["B", 3, 10]]
assert [type(entry) for entry in solution([["A", 5, 20], ["B", 3, 10]], 6)] == [tuple, tuple]
