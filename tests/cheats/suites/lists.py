from solution import solution

# The distinct members, in ascending order.
assert solution([3, 1, 3]) == [1, 3]
assert solution([]) == []
assert solution([2, 2, 1]) == [1, 2]
assert len(solution([5, 5])) == 1
assert [*solution([9, 8])] == [8, 9]
