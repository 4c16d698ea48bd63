from solution import solution


assert solution([("Valve", 7), ("pump", 3), ("valve", 2)]) == {"P": [("pump", "3")], "V": [("Valve", "2, 7")]}
assert solution([]) == {}
assert solution([("Pump", 1), ("panel", 2)]) == {"P": [("panel", "2"), ("Pump", "1")]}
assert list(solution([("b", 1), ("C", 1), ("a", 1)])) == ["A", "B", "C"]
assert list(solution([("7zip", 1), ("b", 1), ("-v", 2), ("a", 1)])) == ["A", "B", "#"]
assert solution([("7zip", 1), ("-v", 2)]) == {"#": [("-v", "2"), ("7zip", "1")]}
assert list(solution([("x", 4), ("9", 4)]).items()) == [("X", [("x", "4")]), ("#", [("9", "4")])]
assert solution([("a", 3), ("a", 1), ("a", 2)]) == {"A": [("a", "1-3")]}
assert solution([("a", 9), ("a", 10), ("a", 11), ("a", 12)]) == {"A": [("a", "9-12")]}
assert solution([("a", 4), ("a", 5)]) == {"A": [("a", "4, 5")]}
assert solution([("a", 1), ("a", 2), ("a", 4), ("a", 6), ("a", 7), ("a", 8)]) == {"A": [("a", "1, 2, 4, 6-8")]}
assert solution([("a", 3), ("A", 3)]) == {"A": [("a", "3")]}
assert solution([("a", 2), ("a", 1), ("a", 2), ("a", 3)]) == {"A": [("a", "1-3")]}
assert solution([("\u00d6l", 3), ("Ohm", 2)]) == {"O": [("Ohm", "2"), ("\u00d6l", "3")]}
assert solution([("\u00e9tau", 1)]) == {"E": [("\u00e9tau", "1")]}
assert solution([("Ma\u00df", 1), ("MASS", 2)]) == {"M": [("Ma\u00df", "1, 2")]}
assert solution([("\u03b1", 5)]) == {"#": [("\u03b1", "5")]}
