from solution import solution

assert solution([[9, 1, 9], [1, 1, 9], [9, 9, 2]], 5) == (3, 0, 1)
assert solution([[9, 1, 9], [9, 9, 2], [9, 2, 2]], 5) == (3, 1, 2)
assert solution([[5, 6], [7, 5]], 5) is None
assert solution([], 5) is None
assert solution([[], []], 5) is None
assert solution([[3]], 5) == (1, 0, 0)
assert solution([[1, 9, 1], [9, 1, 9], [1, 9, 1]], 5) == (1, 0, 0)
assert solution([[3, 9, 2], [3, 9, 3]], 5) == (2, 0, 2)
assert solution([[3, 9, 4], [2, 9, 2]], 5) == (2, 0, 0)
assert solution([[1, 9, 4], [9, 9, 4]], 5) == (2, 0, 2)
assert solution([[4, 9, 4, 9, 3]], 5) == (1, 0, 4)
assert solution([[-2, 0, -7], [1, 0, -9]], 0) == (2, 0, 2)
assert solution([[-2, 0, -7]], 0) == (1, 0, 2)
assert solution([[1, 1, 1, 1], [9, 9, 9, 1], [1, 1, 1, 1]], 5) == (9, 0, 0)
assert solution([[9, 1], [1, 1]], 2) == (3, 0, 1)
field = [[1, 9, 2], [1, 9, 9]]
solution(field, 5)
assert field == [[1, 9, 2], [1, 9, 9]]
assert solution([[0] * 120 for _ in range(120)], 1) == (14400, 0, 0)
assert solution([[7] + [0] * 199 for _ in range(100)], 1) == (19900, 0, 1)
assert type(solution([[3, 9], [9, 9]], 5)) is tuple
