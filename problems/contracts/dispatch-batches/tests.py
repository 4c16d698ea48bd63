from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([4, 3, 5, 2], 8, 3) == [(4, 3), (5, 2)]
assert solution([4, 3, 2, 5], 8, 3) == [(4, 3), (2, 5)]
assert solution([1, 1, 1, 1, 1], 100, 2) == [(1, 1), (1, 1), (1,)]
assert solution([6, 5, 4], 9, 5) == [(6,), (5, 4)]
assert solution([5, 3, 2], 8, 5) == [(5, 3), (2,)]
assert solution([8, 8], 8, 5) == [(8,), (8,)]
assert solution([2, 2, 2, 2], 4, 2) == [(2, 2), (2, 2)]
assert solution([7], 9, 1) == [(7,)]
assert solution([3, 1], 9, 1) == [(3,), (1,)]
assert solution([1, 1], 1, 3) == [(1,), (1,)]
assert solution([], 9, 1) == []
result = solution([4, 3, 5], 8, 3)
assert type(result) is list
assert [type(load) for load in result] == [tuple, tuple]
assert raises(ValueError, [4, 9], 8, 3)
assert raises(ValueError, [9], 8, 3)
assert raises(ValueError, [4, 0], 8, 3)
assert raises(ValueError, [4, -2], 8, 3)
assert raises(ValueError, [], 0, 3)
assert raises(ValueError, [], 8, 0)
assert raises(TypeError, (4, 3), 8, 3)
assert raises(TypeError, [4, 3.0], 8, 3)
assert raises(TypeError, [4, True], 8, 3)
assert raises(TypeError, [], 8, True)
queue = [4, 3, 5, 2]
solution(queue, 8, 3)
assert queue == [4, 3, 5, 2]
