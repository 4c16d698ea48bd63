from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("web[1-2].[eu,us]") == ["web1.eu", "web1.us", "web2.eu", "web2.us"]
assert solution("db") == ["db"]
assert solution("") == [""]
assert solution("n[08-11]") == ["n08", "n09", "n10", "n11"]
assert solution("n[8-11]x") == ["n8x", "n9x", "n10x", "n11x"]
assert solution("n[a,3-4,007]") == ["na", "n3", "n4", "n007"]
assert solution("n[5-5]") == ["n5"]
assert solution("r[00-00]s[1-2]") == ["r00s1", "r00s2"]
assert solution("a-b,c[1]") == ["a-b,c1"]
assert solution("n[1-3,2-4]") == ["n1", "n2", "n3", "n4"]
assert solution("n[b,a,b]") == ["nb", "na"]
assert solution("[1,11][11,1]") == ["111", "11", "1111"]
assert raises(ValueError, "n[4-2]")
assert raises(ValueError, "n[1-2,9-8]")
assert raises(ValueError, "n[]")
assert raises(ValueError, "n[1,,2]")
assert raises(ValueError, "n[1-]")
assert raises(ValueError, "n[a-c]")
assert raises(ValueError, "n[1")
assert raises(ValueError, "n1]")
assert raises(ValueError, "n[1[2]]")
assert solution("[a]" * 3000) == ["a" * 3000]
