from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([(25, 7), (8, 3)], 0, 35, 10) == [None, 3, 3, 7]
assert solution([(25, 7), (8, 3)], 0, 40, 10) == [None, 3, 3, 7, 7]
assert solution([(10, 7), (0, 3)], 0, 19, 10) == [3, 7]
assert solution([(10, 7)], 8, 13, 2) == [None, 7, 7]
assert solution([(2, 1), (4, 2), (6, 3)], 7, 12, 2) == [3, 3, 3]
assert solution([(2, 1), (4, 2), (6, 3)], 1, 8, 2) == [None, 1, 2, 3]
assert solution([(5, 1)], 5, 5, 3) == [1]
assert solution([(5, 1), (7, 2)], 4, 7, 1) == [None, 1, 1, 2]
assert solution([(5, 1)], 5, 4, 3) == []
assert solution([(5, 9), (5, 2)], 3, 8, 2) == [None, 2, 2]
assert solution([(5, 2), (9, 0), (5, 9), (9, 4), (9, 1)], 5, 10, 2) == [9, 9, 1]
assert solution([(5, "on"), (5, None), (8, "off")], 5, 10, 2) == [None, None, "off"]
assert solution([(-20, 4), (-5, 6)], -25, 0, 6) == [None, 4, 4, 4, 6]
assert solution([], 0, 5, 2) == [None, None, None]
assert solution([], 3, 1, 2) == []
assert raises(ValueError, [(1, 1)], 0, 5, 0)
assert raises(ValueError, [], 0, 5, -1)
assert raises(ValueError, [], 5, 0, 0)
changes = [(25, 7), (8, 3), (8, 1)]
solution(changes, 0, 30, 10)
assert changes == [(25, 7), (8, 3), (8, 1)]
