from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(4, 2, 10, 30, 12) == 2
assert solution(4, 2, 10, 31, 12) == 3
assert solution(4, 2, 10, 30, 50) == 1
assert solution(11, 0, 10, 30, 5) == 0
assert solution(10, 0, 10, 30, 5) == 4
assert solution(4, 6, 10, 30, 7) == 3
assert solution(10, 0, 10, 10, 5) == 0
assert solution(-7, 0, 10, 30, 5) == 8
assert solution(-7, 3, 10, 30, 10) == 4
assert solution(-7, 20, 10, 30, 5) == 0
assert solution(-8, 2, -5, -1, 2) == 3
assert solution(0, 0, 0, 10**18 + 1, 10) == 100000000000000001
assert solution(0, 1, 5, 3 * 10**20, 1) == 299999999999999999999
assert type(solution(4, 2, 10, 30, 12)) is int
assert raises(ValueError, 4, -1, 10, 30, 12)
assert raises(ValueError, 4, 2, 10, 30, 0)
assert raises(ValueError, 4, 2, 10, 9, 12)
assert raises(ValueError, 99, 0, 10, 30, -3)
assert raises(TypeError, 4, 2, 10, 30.0, 12)
assert raises(TypeError, 4, -1, 10, 30, None)
assert raises(TypeError, True, 2, 10, 30, 12)
assert raises(TypeError, 4, 2, 10, 30, True)
assert raises(TypeError, 4, False, 10, 30, 12)
