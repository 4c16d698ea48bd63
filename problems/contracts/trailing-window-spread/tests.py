from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([5, 8, None, 2], 3) == [0, 3, 3, 6]
assert solution([4, 9, 1, 1, 1], 2) == [0, 5, 8, 0, 0]
assert solution([4, 9, 1], 1) == [0, 0, 0]
assert solution([1, 2, 4, 8, 16], 3) == [0, 1, 3, 6, 12]
assert solution([4, 9, 1], 10) == [0, 5, 8]
assert solution([], 3) == []
assert solution([None], 2) == [None]
assert solution([7, None, None, 3], 2) == [0, 0, None, 0]
assert solution([None, None, 6, 6], 3) == [None, None, 0, 0]
assert solution([0, 5, 0], 2) == [0, 5, 5]
assert solution([-4, 3, 0], 3) == [0, 7, 7]
assert solution([-7, None, -2], 3) == [0, 0, 5]
assert raises(ValueError, [1, 2], 0)
assert raises(ValueError, [1, 2], -1)
assert raises(ValueError, [], 0)
assert raises(TypeError, [], 2.0)
assert raises(TypeError, [1, 2], "2")
assert raises(TypeError, [1, 2], True)
assert raises(TypeError, [1, True, 2], 2)
assert raises(TypeError, [False], 1)
assert raises(TypeError, [1, 2.5], 1)
