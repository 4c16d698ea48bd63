from solution import solution

assert solution([20.0, 5.5, 7.25], [5.5, 99.0, 20.0]) == [2, 0, None]
assert solution([], [1.0]) == []
assert solution([1.0, 2.0], []) == [None, None]
assert solution([3.0], [3.02, 2.98]) == [None]
assert solution([1.0], [1.01]) == [0]
assert solution([0.3], [0.29]) == [0]
assert solution([0.1 + 0.2], [0.31]) == [0]
assert solution([8.0], [8.01, 8.0]) == [1]
assert solution([10.0], [9.99, 10.01]) == [0]
assert solution([10.0], [10.01, 9.99]) == [0]
assert solution([4.5, 4.5], [4.5, 4.5]) == [0, 1]
assert solution([4.5, 4.5, 4.5], [4.5, 1.0, 4.5]) == [0, 2, None]
assert solution([6.0, 6.01], [6.01]) == [0, None]
assert solution([-5.0, 5.0], [5.0]) == [None, 0]
assert solution([-1.0], [-1.01]) == [0]
given = [2.5, 1.5, 2.5]
solution([1.5, 2.5], given)
assert given == [2.5, 1.5, 2.5]
bills = [2.5, 1.5]
solution(bills, [1.5, 2.5])
assert bills == [2.5, 1.5]
