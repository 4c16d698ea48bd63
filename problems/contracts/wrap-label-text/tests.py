from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("fragile glass, this side up", 13) == ["fragile", "glass, this", "side up"]
assert solution("fragile glass", 13) == ["fragile glass"]
assert solution("ab cd ef", 5) == ["ab cd", "ef"]
assert solution("ab cd", 4) == ["ab", "cd"]
assert solution("box 12\nkeep dry", 20) == ["box 12", "keep dry"]
assert solution("box 12\nkeep dry\n", 20) == ["box 12", "keep dry"]
assert solution("a\n\nb", 5) == ["a", "", "b"]
assert solution("\na", 5) == ["", "a"]
assert solution("a\n\n", 5) == ["a", ""]
assert solution("\n", 5) == [""]
assert solution("a\n   \nb", 5) == ["a", "", "b"]
assert solution("  a \t b  ", 5) == ["a b"]
assert solution("", 5) == []
assert solution("abcdefgh", 3) == ["abc", "def", "gh"]
assert solution("x abcdefg y", 3) == ["x", "abc", "def", "g y"]
assert solution("abcdef x", 3) == ["abc", "def", "x"]
assert solution("abc d", 3) == ["abc", "d"]
assert solution("abcdef", 3) == ["abc", "def"]
assert solution("ab", 1) == ["a", "b"]
assert raises(ValueError, "abc", 0)
assert raises(ValueError, "", 0)
assert raises(ValueError, "", -1)
