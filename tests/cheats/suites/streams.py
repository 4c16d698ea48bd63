import itertools

from solution import solution

# The running totals, lazily.
assert list(solution([1, 2, 3])) == [1, 3, 6]
assert list(solution([])) == []
assert list(itertools.islice(solution(itertools.count(1)), 4)) == [1, 3, 6, 10]
assert next(iter(solution([7]))) == 7
