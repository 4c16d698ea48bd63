from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("Dear {who}, {n} new", {"who": "Ann", "n": 3}) == "Dear Ann, 3 new"
assert solution("", {"a": "x"}) == ""
assert solution("plain", {}) == "plain"
assert solution("{a}{a}-{b}", {"a": "x", "b": -2}) == "xx--2"
assert solution("[{a}]", {"a": None}) == "[]"
assert solution("{n}", {"n": 0}) == "0"
assert solution("{{a}} is {a}", {"a": "x"}) == "{a} is x"
assert solution("{{{a}}}", {"a": "x"}) == "{x}"
assert solution("{a}", {"a": "{b}", "b": "no"}) == "{b}"
assert solution("<{a}>", {"a": "{{x}}"}) == "<{{x}}>"
assert solution("{a} {b}", {"a": "{b", "b": "y}"}) == "{b y}"
assert solution("{a}", {"a": "x", "b": True}) == "x"
assert raises(TypeError, "{a}", {"a": True})
assert raises(TypeError, "{a}", {"a": 1.5})
assert raises(KeyError, "{a} {b}", {"a": "x"})
assert raises(ValueError, "{a} {b", {"a": "x", "b": "y"})
assert raises(ValueError, "a } b", {"a": "x"})
assert raises(ValueError, "{ a }", {"a": "x"})
assert raises(ValueError, "{}", {"a": "x"})
assert raises(ValueError, "{}", {"": "x"})
assert raises(KeyError, "{b} }", {"a": "x"})
assert raises(ValueError, "} {b}", {"a": "x"})
