from solution import solution

# The divisors of a positive int, as a list.
assert 3 in solution(12)
assert 5 not in solution(12)
assert solution(7)[-1] in (7, 14)
assert 12 in solution(12) and 7 not in solution(12)
