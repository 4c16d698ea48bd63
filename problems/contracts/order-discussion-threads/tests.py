from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


def chain(length):
    return [(1, None, 0)] + [(i, i - 1, 0) for i in range(2, length + 1)]


assert solution([(1, None, 3), (2, 1, 0), (3, 1, 4)]) == [(0, 1), (1, 3), (1, 2)]
assert solution([]) == []
assert solution([(7, None, 0)]) == [(0, 7)]
assert solution([(1, None, 1), (2, None, 5), (3, 1, 0), (4, 2, 0)]) == [(0, 2), (1, 4), (0, 1), (1, 3)]
assert solution([(1, None, 0), (2, 1, 0), (3, 2, 0), (4, 3, 0)]) == [(0, 1), (1, 2), (2, 3), (3, 4)]
assert solution([(3, 2, 0), (2, 1, 0), (1, None, 0)]) == [(0, 1), (1, 2), (2, 3)]
assert solution([(1, None, 0), (2, 1, 9), (3, 1, 5), (4, 3, 7), (5, 2, 1)]) == [(0, 1), (1, 2), (2, 5), (1, 3), (2, 4)]
assert solution([(1, None, 0), (2, 1, -4), (3, 1, -1)]) == [(0, 1), (1, 3), (1, 2)]
assert solution([(9, None, 0), (4, 9, 2), (8, 9, 2), (6, 9, 2)]) == [(0, 9), (1, 4), (1, 8), (1, 6)]
assert solution([(8, None, 1), (3, None, 1), (5, None, 1)]) == [(0, 8), (0, 3), (0, 5)]
assert solution([(1, None, 0), (9, 1, 1), (2, 1, 3), (5, 1, 1)]) == [(0, 1), (1, 2), (1, 9), (1, 5)]
assert solution([(1, None, 0), (2, 1, 1), (3, 1, 3), (2, 1, 4)]) == [(0, 1), (1, 2), (1, 3)]
assert solution([(1, None, 0), (2, 1, 5), (3, 1, 3), (2, 1, 1)]) == [(0, 1), (1, 2), (1, 3)]
assert solution([(1, None, 0), (2, 1, 1), (3, 2, 0), (2, 3, 1)]) == [(0, 1), (1, 2), (2, 3)]
assert solution([(0, None, 1), (1, 0, 1), (2, 1, 1)]) == [(0, 0), (1, 1), (2, 2)]
assert solution([(5, 0, 9), (0, None, 1), (6, None, 3)]) == [(0, 6), (0, 0), (1, 5)]
assert type(solution([(1, None, 3)])[0]) is tuple
assert raises(ValueError, [(1, None, 0), (2, 99, 0)])
assert raises(ValueError, [(1, None, 0), (2, 3, 0), (3, 2, 0)])
assert raises(ValueError, [(4, 4, 0)])
assert solution(chain(3000))[2999] == (2999, 3000)
