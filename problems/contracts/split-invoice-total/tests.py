from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(1000, [1, 2, 1]) == [250, 500, 250]
assert solution(100, [1, 1, 1]) == [34, 33, 33]
assert solution(200, [1, 1, 1]) == [67, 67, 66]
assert solution(101, [5, 3, 2]) == [51, 30, 20]
assert solution(10, [1, 3, 3]) == [2, 4, 4]
assert solution(0, [4, 1]) == [0, 0]
assert solution(7, [0, 3, 0]) == [0, 7, 0]
assert solution(99, [7]) == [99]
assert solution(-100, [1, 1, 1]) == [-34, -33, -33]
assert solution(-101, [5, 3, 2]) == [-51, -30, -20]
assert solution(-1, [1, 1]) == [-1, 0]
assert solution(10**24 + 1, [1, 1]) == [500000000000000000000001, 500000000000000000000000]
assert solution(3 * 10**20 + 2, [1, 2]) == [100000000000000000001, 200000000000000000001]
assert type(solution(100, [1, 3])) is list
assert raises(TypeError, True, [1, 2])
assert raises(TypeError, 100, [1, True])
assert raises(TypeError, 10.0, [1, 2])
assert raises(TypeError, 100, [1, 2.0])
assert raises(ValueError, 100, [])
assert raises(ValueError, 100, [3, -1])
assert raises(ValueError, 100, [0, 0])
