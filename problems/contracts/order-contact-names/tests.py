from solution import solution


assert solution(["Mia Park", "adam Lee", "Zoe"]) == ["adam Lee", "Mia Park", "Zoe"]
assert solution([]) == []
assert solution(["Zoe"]) == ["Zoe"]
assert solution(["bob", "Al", "BOB", "al"]) == ["Al", "al", "bob", "BOB"]
assert solution(["BOB", "bob", "Bob"]) == ["BOB", "bob", "Bob"]
assert solution(["bob", "Bob", "BOB"]) == ["bob", "Bob", "BOB"]
assert solution(["Bob", "Bob", "Al"]) == ["Al", "Bob", "Bob"]
assert solution([" Zoe", "Adam"]) == ["Adam", " Zoe"]
assert solution(["Lee  Zed", "Lee Abe"]) == ["Lee Abe", "Lee  Zed"]
assert solution(["Lee Bo", "Lee   Cy", "Lee Abe"]) == ["Lee Abe", "Lee Bo", "Lee   Cy"]
assert solution(["Lee\tBo", "Lee Abe", "Lee Cy"]) == ["Lee Abe", "Lee\tBo", "Lee Cy"]
assert solution(["", "Zoe", "  ", "Adam"]) == ["Adam", "Zoe", "", "  "]
assert solution(["  ", "Zoe", ""]) == ["Zoe", "  ", ""]
assert solution(["Strasse Z", "Stra\u00dfe A"]) == ["Stra\u00dfe A", "Strasse Z"]
assert solution(["GROSS", "gro\u00df", "Gross"]) == ["GROSS", "gro\u00df", "Gross"]
assert solution(["Zed", "Jose\u0301 B", "Jos\u00e9 A"]) == ["Jos\u00e9 A", "Jose\u0301 B", "Zed"]
data = ["b", "a"]
result = solution(data)
assert data == ["b", "a"]
assert result == ["a", "b"]
