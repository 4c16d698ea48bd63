from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("shop(fruit(apple,pear),tools)") == (5, 3, ["apple", "pear"])
assert solution("a") == (1, 1, ["a"])
assert solution("b,a") == (2, 1, ["b", "a"])
assert solution("a(x(q)),b,c(y(p,z))") == (8, 3, ["q", "p", "z"])
assert solution(" a-1 ( b ,\n\tc ) ") == (3, 2, ["b", "c"])
assert solution("") == (0, 0, [])
assert solution(" \n ") == (0, 0, [])
assert solution("a,a") == (2, 1, ["a", "a"])
assert solution("a(a(a))") == (3, 3, ["a"])
assert solution("x(new),y(new,new),new") == (6, 2, ["new", "new", "new"])
assert type(solution("a(b)")) is tuple
assert solution("a(" * 5000 + "b" + ")" * 5000) == (5001, 5001, ["b"])
assert raises(ValueError, "a(b")
assert raises(ValueError, "a(b,c(d)")
assert raises(ValueError, "a)b")
assert raises(ValueError, "a),b(c")
assert raises(ValueError, "a(b))")
assert raises(ValueError, "a()")
assert raises(ValueError, "a,,b")
assert raises(ValueError, "a,")
assert raises(ValueError, "(a)")
assert raises(ValueError, "a(b)(c)")
assert raises(ValueError, "a b")
assert raises(ValueError, "a(B)")
