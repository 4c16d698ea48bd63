from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("[disk]\nsize = 20\nname = main") == {"disk": {"size": 20, "name": "main"}}
assert solution("") == {}
assert solution("# only\n\n  # comments") == {}
assert solution("[a]\n[b]\nx=1") == {"a": {}, "b": {"x": 1}}
assert solution("[a]\nx=1\n[b]\nx=2\n[a]\ny=3") == {"a": {"x": 1, "y": 3}, "b": {"x": 2}}
assert list(solution("[b]\n[a]\n[b]")) == ["b", "a"]
assert solution("[ a ] # first\n  x =  one two  # note") == {"a": {"x": "one two"}}
assert solution("[a]\nurl = x#y\nz = 1\t# n") == {"a": {"url": "x#y", "z": 1}}
assert solution("[a]\nx = 5#\ny = #5") == {"a": {"x": "5#", "y": ""}}
assert solution("[a]\nx = a=b\ny =") == {"a": {"x": "a=b", "y": ""}}
assert solution("[a]\nx = -3\ny = 007") == {"a": {"x": -3, "y": 7}}
assert solution("[a]\nx = 1_000\ny = +5") == {"a": {"x": "1_000", "y": "+5"}}
assert solution("[a]\nx = - 3\ny = 1.5") == {"a": {"x": "- 3", "y": "1.5"}}
assert solution("[a]\nx = true\ny = True")["a"]["x"] is True
assert solution("[a]\nx = true\ny = True")["a"]["y"] == "True"
assert solution("[a]\nx = false")["a"]["x"] is False
assert raises(ValueError, "x = 1")
assert raises(ValueError, "[a]\nx = 1\nx = 1")
assert raises(ValueError, "[a]\nx = 1\n[b]\n[a]\nx = 2")
assert raises(ValueError, "[a]\nhello")
assert raises(ValueError, "[a]\n = 3")
assert raises(ValueError, "[]\nx = 1")
