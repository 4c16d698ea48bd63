from solution import solution

# Mean of a non-empty list, as a float.
assert abs(solution([1, 2]) - 1.5) < 1e-9
assert abs(solution([4]) - 4.0) < 1e-9
assert round(solution([1, 1, 2]), 3) == 1.333
