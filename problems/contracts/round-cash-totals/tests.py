from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([198, 203], 5) == ([200, 205], 4)
assert solution([110], 100) == ([100], -10)
assert solution([], 5) == ([], 0)
assert solution([7, -7, 0], 1) == ([7, -7, 0], 0)
assert solution([2, 3, 7, 8], 5) == ([0, 5, 5, 10], 0)
assert solution([-2, -3, -7, -8], 5) == ([0, -5, -5, -10], 0)
assert solution([5, 15, 25], 10) == ([10, 20, 30], 15)
assert solution([25, 75], 50) == ([50, 100], 50)
assert solution([-5, -15, -14], 10) == ([-10, -20, -10], -6)
assert solution([-25, 24], 50) == ([-50, 0], -49)
assert solution([1, 2], 4) == ([0, 4], 1)
assert solution([10**20 + 3], 5) == ([100000000000000000005], 2)
assert solution([-(10**18) - 50], 100) == ([-1000000000000000100], -50)
assert type(solution([12], 5)) is tuple
assert type(solution([12], 5)[0]) is list
assert type(solution([12], 5)[0][0]) is int
assert raises(TypeError, [100, True], 5)
assert raises(TypeError, [100], True)
assert raises(TypeError, [100.0], 5)
assert raises(TypeError, [100], 5.0)
assert raises(ValueError, [100], 0)
assert raises(ValueError, [], -5)
