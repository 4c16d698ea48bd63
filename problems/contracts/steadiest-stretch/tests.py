from solution import solution

assert solution([20, 26, 23, 22, 24, 30], 3) == (2, 3)
assert solution([5, 6, 5, 9, 20], 2) == (0, 3)
assert solution([5, 6, 7, 8, 9], 10) == (0, 5)
assert solution([1, 9, 2, 3, 4], 3) == (2, 3)
assert solution([1, 9, 2, 3, 4], 1) == (3, 2)
assert solution([7], 0) == (0, 1)
assert solution([4, 4, 4, 5], 0) == (0, 3)
assert solution([], 3) is None
assert solution([1, 5, 9], 2) == (2, 1)
assert solution([1, 1, 6, 6, 9], 2) == (2, 2)
assert solution([2, 2, 4, 4, 7], 1) == (2, 2)
assert solution([10, 13, 10, 14], 3) == (0, 3)
assert solution([-5, -7, -6, 4, 5], 4) == (0, 3)
assert solution([-2, 2, -2, 9], 4) == (0, 3)
assert type(solution([7], 0)) is tuple
assert solution([i % 7 for i in range(100000)], 6) == (0, 100000)
assert solution(list(range(80000)), 39999) == (40000, 40000)
