from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([(1, 4), (3, 8), (7, 9)]) == (2, [(3, 4), (7, 8)])
assert solution([]) == (0, [])
assert solution([(5, 9)]) == (1, [(5, 9)])
assert solution([(5, 5)]) == (1, [(5, 5)])
assert solution([(1, 5), (5, 9)]) == (2, [(5, 5)])
assert solution([(1, 5), (7, 9)]) == (1, [(1, 5), (7, 9)])
assert solution([(1, 5), (6, 9)]) == (1, [(1, 9)])
assert solution([(1, 20), (11, 15), (4, 10)]) == (2, [(4, 15)])
assert solution([(3, 6), (3, 6)]) == (2, [(3, 6)])
assert solution([(3, 6), (1, 9), (3, 6), (6, 6)]) == (4, [(6, 6)])
assert solution([(-9, -4), (-6, 0)]) == (2, [(-6, -4)])
assert solution([(-3, 3), (-3, 3), (0, 0)]) == (3, [(0, 0)])
assert raises(ValueError, [(5, 4)])
assert raises(ValueError, [(1, 2), (9, 3)])
guests = [(7, 9), (1, 4), (3, 8)]
solution(guests)
assert guests == [(7, 9), (1, 4), (3, 8)]
assert solution([(-(10**15), 10**15), (10**15 - 2, 10**15)]) == (2, [(999999999999998, 1000000000000000)])
assert solution([(0, 10**15), (5, 10**15 + 7)]) == (2, [(5, 1000000000000000)])
assert type(solution([(5, 9)])) is tuple
