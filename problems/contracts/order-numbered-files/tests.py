from solution import solution


assert solution(["img10.png", "img9.png", "Img1.png"], False) == ["Img1.png", "img9.png", "img10.png"]
assert solution(["img10.png", "img9.png", "Img1.png"], True) == ["img10.png", "img9.png", "Img1.png"]
assert solution([], False) == []
assert solution(["a", "1", "", "A"], False) == ["", "1", "a", "A"]
assert solution(["b2", "B10", "b1x", "b1"], False) == ["b1", "b1x", "b2", "B10"]
assert solution(["a2b", "a10", "a2"], True) == ["a10", "a2b", "a2"]
assert solution(["A01", "a1", "a001"], False) == ["a1", "A01", "a001"]
assert solution(["A1", "a1", "a2"], False) == ["A1", "a1", "a2"]
assert solution(["a001", "a1", "a2", "a01"], True) == ["a2", "a1", "a01", "a001"]
assert solution(["A1", "b", "a1"], True) == ["b", "A1", "a1"]
assert solution(["A01", "b", "a1"], True) == ["b", "a1", "A01"]
assert solution(["x", "x", "a"], True) == ["x", "x", "a"]
assert solution(["strasse2", "STRA\u00dfE1"], False) == ["STRA\u00dfE1", "strasse2"]
assert solution(["ma\u00df3", "mast1", "MASS2"], True) == ["mast1", "ma\u00df3", "MASS2"]
assert solution(["m\u00b2", "m2", "m10"], False) == ["m2", "m10", "m\u00b2"]
assert solution(["a1.20", "a1.3"], False) == ["a1.3", "a1.20"]
assert solution(["f" + "9" * 5000, "f" + "1" * 4999, "f7"], False) == ["f7", "f" + "1" * 4999, "f" + "9" * 5000]
data = ["b", "a"]
result = solution(data, False)
assert data == ["b", "a"]
