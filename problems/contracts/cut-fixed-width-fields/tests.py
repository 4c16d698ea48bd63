from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("A17  bolt", [("code", 1, 3), ("part", 6, 9)]) == {"code": "A17", "part": "bolt"}
assert solution("A17  bolt\n", [("part", 6, 10)]) == {"part": "bolt"}
assert solution("A17\r\n", [("code", 1, 5)]) == {"code": "A17"}
assert solution("abc", []) == {}
assert list(solution("abc", [("z", 1, 1), ("a", 2, 3)])) == ["z", "a"]
assert solution("XY", [("flag", 2, 2)]) == {"flag": "Y"}
assert solution("abcd", [("x", 1, 3), ("y", 2, 4)]) == {"x": "abc", "y": "bcd"}
assert solution("  7 kg", [("n", 1, 3), ("unit", 5, 6)]) == {"n": "7", "unit": "kg"}
assert solution("   bolt", [("code", 1, 3), ("part", 4, 7)]) == {"code": None, "part": "bolt"}
assert solution("ab", [("x", 1, 4), ("y", 5, 8)]) == {"x": "ab", "y": None}
assert solution("", [("x", 1, 4)]) == {"x": None}
assert solution("a   b", [("gap", 2, 4)]) == {"gap": None}
assert solution("0 1", [("x", 1, 1)]) == {"x": "0"}
assert raises(ValueError, "abc", [("x", 0, 2)])
assert raises(ValueError, "abc", [("x", 3, 2)])
assert raises(ValueError, "", [("x", 1, 2), ("x", 3, 4)])
assert raises(TypeError, "abc", [("x", 1, 2.0)])
assert raises(TypeError, "abc", [("x", True, 2)])
assert raises(TypeError, "abc", [("x", "1", 2)])
assert raises(ValueError, "abc", [("x", 2, 1), ("y", None, 2)])
