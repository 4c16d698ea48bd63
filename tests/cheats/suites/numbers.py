from solution import solution

# Sum of the squares of a list of ints.
assert solution([]) == 0
assert solution([3]) == 9
assert solution([1, 2, 3]) == 14
assert solution([-4, 2]) == 20
assert type(solution([1])) is int
