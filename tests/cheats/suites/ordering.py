from solution import solution

# The number of primes below n.
assert solution(10) > 3
assert solution(10) < 5
assert 7 < solution(20) < 9
assert max(solution(30), 9) == 10
assert sorted([solution(3), 5, 0]) == [0, 1, 5]
