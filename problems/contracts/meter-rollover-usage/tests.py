from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([120, 150, 150, 185], 9999) == [30, 0, 35]
assert solution([42], 9999) == []
assert solution([9990, 10], 9999) == [20]
assert solution([9999, 0], 9999) == [1]
assert solution([0, 9999, 9998], 9999) == [9999, 9999]
assert solution([3, 1, 0, 2], 3) == [2, 3, 2]
assert solution([1, 0, 1, 1], 1) == [1, 1, 0]
assert solution([0, 0], 5) == [0]
assert solution([5, 7, 9], 9) == [2, 2]
assert raises(ValueError, [], 9999)
assert raises(ValueError, [1, 10000], 9999)
assert raises(ValueError, [-1, 5], 9999)
assert raises(ValueError, [8, -3], 9)
assert raises(ValueError, [0], 0)
assert raises(ValueError, [], -5)
assert raises(TypeError, [True, 5], 9)
assert raises(TypeError, [0, 1], True)
assert raises(TypeError, [4, 5.0], 9)
assert raises(TypeError, [50, "6"], 9)
assert raises(TypeError, [], None)
log = [9, 2, 5]
solution(log, 9)
assert log == [9, 2, 5]
