from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("1.2", "1.10") == -1
assert solution("2.0", "1.9.9") == 1
assert solution("v1.4", "1.4.0") == 0
assert solution("1.4.0.1", "1.4") == 1
assert solution("01.002", "1.2") == 0
assert solution("1.4-rc2", "1.4") == -1
assert solution("1.4", "1.4.0-beta") == 1
assert solution("1.4-RC2", "1.4.0-rc2") == 0
assert solution("1.4-alpha", "1.4-Beta") == -1
assert solution("1.4-rc10", "1.4-rc2") == -1
assert type(solution("3", "2")) is int
assert raises(ValueError, "1..2", "1.2")
assert raises(ValueError, "", "1.2")
assert raises(ValueError, "V1.2", "1.2")
assert raises(ValueError, "1.2-", "1.2")
assert raises(ValueError, "1.2", "1.2\n")
assert raises(ValueError, " 1.2", "1.2")
assert raises(ValueError, "1.\u0663", "1.3")
assert raises(ValueError, "latest", "latest")
assert raises(TypeError, 2, 2)
assert raises(ValueError, "x", 2)
