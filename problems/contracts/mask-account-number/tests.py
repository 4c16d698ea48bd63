from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("AB12 CD34 EF56", 4) == "**** **** EF56"
assert solution("40-777/19", 3) == "**-**7/19"
assert solution("", 4) == ""
assert solution("1234", 1) == "***4"
assert solution("1234", 3) == "*234"
assert solution("1234", 4) == "1234"
assert solution("12-34", 9) == "12-34"
assert solution("12-34", 0) == "**-**"
assert solution("a", 0) == "*"
assert solution("", 0) == ""
assert solution("--", 1) == "--"
assert solution("12 34 -", 2) == "** 34 -"
assert solution("\u00c4b-77", 2) == "\u00c4*-77"
assert solution("12\u00e9\u00e9", 1) == "*2\u00e9\u00e9"
assert solution("\u0663 12", 1) == "\u0663 *2"
assert raises(ValueError, "1234", -1)
assert raises(ValueError, "", -2)
assert raises(TypeError, "1234", True)
assert raises(TypeError, "1234", False)
assert raises(TypeError, "1234", 2.0)
assert raises(TypeError, 1234, 2)
assert raises(TypeError, 1234, -1)
