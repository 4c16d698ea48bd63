from solution import solution

assert solution({"cart": [("wheel", 4), ("frame", 1)], "wheel": [("spoke", 8)]}, "cart", 2) == {"frame": 2, "spoke": 64}
assert solution({"cart": [("wheel", 4), ("frame", 1)], "wheel": [("spoke", 8)]}, "wheel", 3) == {"spoke": 24}
assert solution({"cart": [("wheel", 4)]}, "bolt", 7) == {"bolt": 7}
assert solution({}, "bolt", 1) == {"bolt": 1}
assert solution({"cart": [("wheel", 4)]}, "cart", 0) == {}
assert solution({}, "bolt", 0) == {}
assert solution({"cart": [("wheel", 2), ("bolt", 1), ("wheel", 3)]}, "cart", 1) == {"bolt": 1, "wheel": 5}
assert solution({"cart": [("axle", 1), ("axle", 1)], "axle": [("rod", 2)]}, "cart", 1) == {"rod": 4}
assert solution({"cart": [("axle", 1), ("bolt", 2)], "axle": [("bolt", 3)]}, "cart", 10) == {"bolt": 50}
assert solution({"cart": [("label", 3), ("bolt", 2)], "label": []}, "cart", 1) == {"bolt": 2}
assert solution({"label": []}, "label", 5) == {}
assert list(solution({"cart": [("wheel", 1), ("bolt", 1), ("frame", 1)]}, "cart", 1)) == ["bolt", "frame", "wheel"]
assert list(solution({"a": [("b", 1), ("k", 1)], "b": [("z", 1), ("c", 2)]}, "a", 1).items()) == [("c", 2), ("k", 1), ("z", 1)]
parts = {"cart": [("wheel", 4), ("frame", 1)], "wheel": [("spoke", 8)]}
solution(parts, "cart", 2)
assert parts == {"cart": [("wheel", 4), ("frame", 1)], "wheel": [("spoke", 8)]}
assert solution({f"n{i}": [(f"n{i + 1}", 1)] for i in range(4000)}, "n0", 3) == {"n4000": 3}
assert solution({f"n{i}": [(f"n{i + 1}", 1), (f"n{i + 1}", 1)] for i in range(40)}, "n0", 1) == {"n40": 1099511627776}
