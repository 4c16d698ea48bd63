from solution import solution

assert solution([(2, 5, "tea"), (1, 9, "jam"), (2, 8, "rice"), (1, 3, "oil")]) == [(1, ["oil", "jam"]), (2, ["rice", "tea"])]
assert solution([]) == []
assert solution([(4, 2, "tea")]) == [(4, ["tea"])]
assert solution([(4, 2, "tea"), (4, 1, "jam")]) == [(4, ["jam", "tea"])]
assert solution([(3, 1, "a"), (7, 1, "b"), (7, 2, "c"), (9, 5, "d"), (9, 4, "e")]) == [(3, ["a"]), (7, ["c", "b"]), (9, ["e", "d"])]
assert solution([(2, 1, "a"), (2, 2, "b"), (3, 1, "c"), (3, 2, "d")]) == [(2, ["a", "b"]), (3, ["d", "c"])]
assert solution([(1, 4, "tea"), (1, 4, "jam"), (1, 2, "oil")]) == [(1, ["oil", "tea", "jam"])]
assert solution([(1, 1, "a"), (2, 4, "tea"), (2, 4, "jam"), (2, 6, "oil")]) == [(1, ["a"]), (2, ["oil", "tea", "jam"])]
assert solution([(1, 1, "a"), (2, 4, "x"), (2, 4, "y"), (2, 4, "z")]) == [(1, ["a"]), (2, ["x", "y", "z"])]
assert solution([(1, 1, "a"), (1, 1, "a")]) == [(1, ["a", "a"])]
assert solution([(5, 2, "nut"), (5, 1, "nut"), (5, 2, "nut")]) == [(5, ["nut", "nut", "nut"])]
assert solution([(0, 1, "a"), (-3, -1, "b"), (-3, -6, "c"), (0, 2, "d")]) == [(-3, ["c", "b"]), (0, ["d", "a"])]
assert solution([(10, 1, "a"), (9, 10, "b"), (9, 9, "c")]) == [(9, ["c", "b"]), (10, ["a"])]
assert [type(visit) for visit in solution([(1, 1, "a"), (2, 1, "b")])] == [tuple, tuple]
order = [(2, 5, "tea"), (1, 9, "jam")]
solution(order)
assert order == [(2, 5, "tea"), (1, 9, "jam")]
