from solution import solution


assert solution(["#sea and #sun!", "more #Sea"], 1) == [("sea", 2)]
assert solution(["#sea and #sun!", "more #Sea"], 2) == [("sea", 2), ("sun", 1)]
assert solution(["#sea and #sun!", "more #Sea"], 7) == [("sea", 2), ("sun", 1)]
assert solution(["#b #a #c", "#c"], 1) == [("c", 2)]
assert solution(["#b #a #c", "#c"], 2) == [("c", 2), ("a", 1), ("b", 1)]
assert solution(["#b", "#a"], 1) == [("a", 1), ("b", 1)]
assert solution(["#b", "#a"], 0) == []
assert solution([], 3) == []
assert solution(["no tags", "", "# #! a#b #x-y"], 2) == []
assert solution([], 0) == []
assert solution(["#a #a #A", "#b", "#b"], 1) == [("b", 2)]
assert solution(["#up #up"], 1) == [("up", 1)]
assert solution(["#sea_2,", "(#sea)", "#sea_2?!", "#sun"], 1) == [("sea_2", 2)]
assert solution(["#Stra\u00dfe", "#STRASSE"], 1) == [("strasse", 2)]
assert solution(["#caf\u00e9."], 1) == [("caf\u00e9", 1)]
