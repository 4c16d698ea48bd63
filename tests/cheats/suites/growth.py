from solution import solution

# The n-th power of two.
assert solution(1) < solution(2) < solution(3)
assert solution(9) > solution(5) >= solution(5)
assert sorted([solution(4), solution(2)]) == [solution(2), solution(4)]
