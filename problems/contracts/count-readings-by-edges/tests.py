from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


nan = float("nan")
inf = float("inf")
assert solution([1, 5, 7.5, 12], [0, 5, 10]) == [1, 2]
assert solution([], [0, 5, 10, 20]) == [0, 0, 0]
assert solution([3, 3, 3], [0, 5]) == [3]
assert solution([-7, -3, -1, 0], [-5, -3, 0]) == [0, 3]
assert solution([0, 10], [0, 5, 10]) == [1, 1]
assert solution([10, 10, 4], [0, 5, 10]) == [1, 2]
assert solution([10.5, -0.5], [0, 5, 10]) == [0, 0]
assert solution([5], [0, 5]) == [1]
assert solution([5, nan, 2], [0, 5, 10]) == [1, 1]
assert solution([nan], [0, 5, 10]) == [0, 0]
assert solution([inf, -inf, 1], [0, 5]) == [1]
assert solution([inf, 7, 2], [0, 5, inf]) == [1, 2]
assert type(solution([1], [0, 5])) is list
assert raises(ValueError, [1, 2], [])
assert raises(ValueError, [1, 2], [3])
assert raises(ValueError, [1, 2], [3, 1])
assert raises(ValueError, [1, 2], [0, 3, 3, 5])
assert raises(ValueError, [], [4, 4])
assert raises(ValueError, [1, 2], [0, nan])
assert raises(ValueError, [1, 2], [0, nan, 5])
