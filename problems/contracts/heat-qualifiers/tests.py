from solution import solution

assert solution([[("Ann", 61), ("Bea", 58)], [("Cleo", 60), ("Dot", 66)]], 1, 1) == ["Bea", "Cleo", "Ann"]
assert solution([[("Ann", 61), ("Bea", 58)], [("Cleo", 60), ("Dot", 66)]], 1, 0) == ["Bea", "Cleo"]
assert solution([[("Ann", 61), ("Bea", 58)], [("Cleo", 60), ("Dot", 66)]], 1, 9) == ["Bea", "Cleo", "Ann", "Dot"]
assert solution([[("Ann", 61), ("Bea", 58), ("Cleo", 70)]], 2, 0) == ["Bea", "Ann"]
assert solution([[("Zoe", 50), ("Bea", 58), ("Ann", 58), ("Eve", 59)]], 2, 0) == ["Zoe", "Bea", "Ann"]
assert solution([[("Bea", 58), ("Ann", 58), ("Eve", 59)]], 2, 0) == ["Bea", "Ann"]
assert solution([[("Bea", 58), ("Ann", 58), ("Eve", 59), ("Fay", 60)]], 2, 1) == ["Bea", "Ann", "Eve"]
assert solution([[("Bea", 50), ("Zoe", 58)], [("Ann", 51), ("Cleo", 58)]], 1, 1) == ["Bea", "Ann", "Zoe"]
assert solution([[("Bea", 50), ("Zoe", 58), ("Ann", 58)]], 1, 2) == ["Bea", "Zoe", "Ann"]
assert solution([[("Bea", 50)], [("Ann", 51), ("Cleo", 58)]], 2, 1) == ["Bea", "Ann", "Cleo"]
assert solution([], 2, 2) == []
assert solution([[], [("Ann", 51)]], 1, 1) == ["Ann"]
assert solution([[("Ann", 61), ("Bea", 58)], [("Cleo", 60)]], 0, 2) == ["Bea", "Cleo"]
assert solution([[("Ann", 61)], []], 0, 0) == []
races = [[("Ann", 61), ("Bea", 58)], [("Cleo", 60), ("Dot", 55)]]
solution(races, 1, 1)
assert races == [[("Ann", 61), ("Bea", 58)], [("Cleo", 60), ("Dot", 55)]]
