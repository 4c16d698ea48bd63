from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([[1, 1, 1], [1, 1, 1]], [[7, 8]], 1, 1) == [[1, 1, 1], [1, 7, 8]]
assert solution([[1, 1, 1], [1, 1, 1]], [[7], [8, 9]], 0, 0) == [[7, 1, 1], [8, 9, 1]]
assert solution([[1, 1, 1], [1, 1, 1]], [[7, 8], [5, 6]], 1, 2) == [[1, 1, 1], [1, 1, 7]]
assert solution([[1, 2], [3, 4]], [[7, 7]], 2, 0) == [[1, 2], [3, 4]]
assert solution([[1, 2], [3, 4]], [[None, 7], [8, None]], 0, 0) == [[1, 7], [8, 4]]
assert solution([[1, 2, 3]], [[0, None, ""]], 0, 0) == [[0, 2, ""]]
assert solution([["a", "b"]], [["", "c"]], 0, 0) == [["", "c"]]
assert solution([[1, 1, 1], [1, 1, 1]], [[7, 8], [5, 6]], -1, 1) == [[1, 5, 6], [1, 1, 1]]
assert solution([[1, 1, 1], [1, 1, 1]], [[7, 8], [5, 6]], 0, -1) == [[8, 1, 1], [6, 1, 1]]
assert solution([[1, 2], [3, 4]], [[9]], -1, -1) == [[1, 2], [3, 4]]
assert solution([[1, 2], [3, 4]], [[9]], 0, -2) == [[1, 2], [3, 4]]
assert solution([], [[9]], 0, 0) == []
assert solution([[], []], [[9]], 0, 0) == [[], []]
assert solution([[1, 2]], [], 0, 0) == [[1, 2]]
assert solution([[1, 2], [3, 4]], [[], [9]], 0, 1) == [[1, 2], [3, 9]]
assert raises(TypeError, [[1]], [[2]], 0.0, 0)
assert raises(TypeError, [[1]], [[2]], 0, None)
assert raises(TypeError, [[1]], [[2]], False, 0)
assert raises(TypeError, [], [], 0, True)
base = [[1, 2], [3, 4]]
solution(base, [[9, 9]], 1, 0)
assert base == [[1, 2], [3, 4]]
