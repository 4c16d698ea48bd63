from solution import solution

assert solution([[0, 1, 2], [1, 0, 1]], 1) == ([[1, 1, 2], [1, 1, 1]], 1)
assert solution([[0, 1, 2], [1, 0, 1]], 0) == ([[0, 1, 2], [1, 0, 1]], 0)
assert solution([[1, 0, 0], [0, 1, 0], [0, 0, 1]], 1) == ([[1, 1, 0], [1, 1, 1], [0, 1, 1]], 1)
assert solution([[1, 0, 0], [0, 1, 0], [0, 0, 1]], 2) == ([[1, 1, 1], [1, 1, 1], [1, 1, 1]], 2)
assert solution([[1, 0, 0], [0, 1, 0], [0, 0, 1]], 5) == ([[1, 1, 1], [1, 1, 1], [1, 1, 1]], 2)
assert solution([[1, 0, 1], [0, 0, 0], [0, 2, 1]], 1) == ([[1, 1, 1], [0, 0, 1], [0, 2, 1]], 1)
assert solution([[1, 2], [2, 1]], 3) == ([[1, 2], [2, 1]], 0)
assert solution([[0, 1, 0, 1]], 4) == ([[0, 1, 1, 1]], 1)
assert solution([[0, 0, 1], [0, 0, 0], [1, 0, 0]], 3) == ([[0, 0, 1], [0, 0, 0], [1, 0, 0]], 0)
assert solution([[0]], 2) == ([[0]], 0)
assert solution([], 3) == ([], 0)
assert solution([[], []], 3) == ([[], []], 0)
ground = [[1, 0], [0, 1]]
solution(ground, 3)
assert ground == [[1, 0], [0, 1]]
assert type(solution([[1, 0]], 1)) is tuple
assert solution([[1, 0], [0, 1]], 10**15) == ([[1, 1], [1, 1]], 1)
assert solution([[0, 0, 0]], 10**12) == ([[0, 0, 0]], 0)
