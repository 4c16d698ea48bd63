from solution import solution


def raises(error, *args):
    try:
        solution(*args)
    except error:
        return True
    except Exception:
        return False
    return False


# The integer square root; ValueError for negative numbers, TypeError for what is no int.
assert solution(16) == 4
assert solution(17) == 4
assert raises(ValueError, -1)
assert raises(TypeError, "4")
assert not raises(Exception, 0)
