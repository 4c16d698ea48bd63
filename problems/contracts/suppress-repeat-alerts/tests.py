from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([(0, "db", "slow"), (4, "db", "slow"), (30, "db", "slow")], 10) == [(0, "db", "slow", 1), (30, "db", "slow", 0)]
assert solution([], 10) == []
assert solution([(5, "a", "x"), (6, "b", "x"), (7, "a", "y")], 60) == [(5, "a", "x", 0), (6, "b", "x", 0), (7, "a", "y", 0)]
assert solution([(9, "a", "x"), (1, "b", "y")], 5) == [(1, "b", "y", 0), (9, "a", "x", 0)]
assert solution([(12, "a", "x"), (0, "a", "x"), (3, "a", "x")], 10) == [(0, "a", "x", 1), (12, "a", "x", 0)]
assert solution([(-8, "a", "x"), (0, "a", "x"), (1, "a", "x")], 5) == [(-8, "a", "x", 0), (0, "a", "x", 1)]
assert solution([(0, "a", "x"), (6, "a", "x"), (12, "a", "x")], 10) == [(0, "a", "x", 1), (12, "a", "x", 0)]
assert solution([(0, "a", "x"), (9, "a", "x"), (18, "a", "x"), (27, "a", "x")], 10) == [(0, "a", "x", 1), (18, "a", "x", 1)]
assert solution([(0, "a", "x"), (10, "a", "x")], 10) == [(0, "a", "x", 0), (10, "a", "x", 0)]
assert solution([(5, "a", "x"), (5, "a", "x")], 0) == [(5, "a", "x", 0), (5, "a", "x", 0)]
assert solution([(5, "a", "x"), (5, "a", "x"), (5, "a", "x")], 1) == [(5, "a", "x", 2)]
assert solution([(7, "z", "x"), (7, "m", "x"), (7, "a", "x")], 5) == [(7, "z", "x", 0), (7, "m", "x", 0), (7, "a", "x", 0)]
assert solution([(9, "b", "q"), (2, "k", "y"), (2, "k", "c")], 5) == [(2, "k", "y", 0), (2, "k", "c", 0), (9, "b", "q", 0)]
assert type(solution([(0, "a", "x")], 5)) is list
assert type(solution([(0, "a", "x")], 5)[0]) is tuple
assert solution([(0, "a", "x"), (1, "a", "x")], 5) == [(0, "a", "x", 1)]
assert raises(ValueError, [(0, "a", "x")], -1)
assert raises(ValueError, [], -5)
data = [(9, "a", "x"), (1, "b", "y"), (4, "a", "x")]
assert len(solution(data, 6)) == 2
assert data == [(9, "a", "x"), (1, "b", "y"), (4, "a", "x")]
