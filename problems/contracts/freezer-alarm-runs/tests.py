from solution import solution

assert solution([-20, -12, -14, -15, -20, -10, -21], -18, 2) == [(1, 3, 1)]
assert solution([-20, -15, -12, -14, -20, -10, -21], -18, 2) == [(1, 3, 2)]
assert solution([-20, -15, -12, -14, -20, -10, -21], -18, 1) == [(1, 3, 2), (5, 5, 5)]
assert solution([-20, -15, -12, -14, -20, -10, -21], -18, 3) == [(1, 3, 2)]
assert solution([-20, -15, -12, -14, -20, -10, -21], -18, 4) == []
assert solution([], -18, 1) == []
assert solution([-18, -18, -18], -18, 1) == []
assert solution([-18, -17, -18, -16], -18, 1) == [(1, 1, 1), (3, 3, 3)]
assert solution([-20, -10, -5], -18, 2) == [(1, 2, 2)]
assert solution([-5, -6, -20, -20], -18, 2) == [(0, 1, 0)]
assert solution([-3, -9, -4], -18, 3) == [(0, 2, 0)]
assert solution([-20, -9, -12, -9, -15, -20], -18, 2) == [(1, 4, 3)]
assert solution([5, 5, 5, 1, 0], 2, 2) == [(0, 2, 2)]
assert solution([1, 3, 9, 3, 1, 4, 6, 2, 1], 1, 3) == [(1, 3, 2), (5, 7, 6)]
assert solution([-1, 0, -1, -30], -18, 3) == [(0, 2, 1)]
assert type(solution([7, 8, 9], 5, 1)[0]) is tuple
