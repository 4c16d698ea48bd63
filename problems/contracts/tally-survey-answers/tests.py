from solution import solution


assert solution(["tea, milk", "Tea", "juice"]) == [("tea", 2, 1), ("juice", 1, 2), ("milk", 1, 2)]
assert solution([]) == []
assert solution(["", " , ,"]) == []
assert solution(["tea,,milk,"]) == [("milk", 1, 1), ("tea", 1, 1)]
assert solution(["b,a", "A", "B,c"]) == [("a", 2, 1), ("b", 2, 1), ("c", 1, 3)]
assert solution(["TEA", "tea"]) == [("TEA", 2, 1)]
assert solution(["Zinc, apple"]) == [("apple", 1, 1), ("Zinc", 1, 1)]
assert solution(["b", "A", "C, d"]) == [("A", 1, 1), ("b", 1, 1), ("C", 1, 1), ("d", 1, 1)]
assert solution(["tea, tea, Tea", "milk", "milk"]) == [("milk", 2, 1), ("tea", 1, 2)]
assert solution(["tea, TEA"]) == [("tea", 1, 1)]
assert solution(["green  tea", "green tea"]) == [("green tea", 2, 1)]
assert solution(["green\ttea ,water", "Green Tea"]) == [("green tea", 2, 1), ("water", 1, 2)]
assert solution(["Stra\u00dfe", "STRASSE"]) == [("Stra\u00dfe", 2, 1)]
assert solution(["x", "gro\u00df, GROSS", "Gross"]) == [("gro\u00df", 2, 1), ("x", 1, 2)]
assert solution(["a,b,c,d", "a,b,c", "a"]) == [("a", 3, 1), ("b", 2, 2), ("c", 2, 2), ("d", 1, 4)]
assert type(solution(["a"])[0]) is tuple
