from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([("post", 500), ("post", 200), ("reverse", 0)]) == 200
assert solution([]) == 0
assert solution([("post", -300), ("post", 120)]) == -180
assert solution([("post", 5), ("post", 5), ("reverse", 1)]) == 5
assert solution([("post", 500), ("reverse", 0), ("reverse", 1)]) == 500
assert solution([("post", 500), ("reverse", 0), ("reverse", 1), ("reverse", 2)]) == 0
assert solution([("post", 500), ("reverse", 0), ("reverse", 1), ("reverse", 2), ("reverse", 3)]) == 500
assert solution([("post", 500), ("reverse", 0), ("reverse", 0)]) == 0
assert solution([("post", 500), ("reverse", 0), ("reverse", 0), ("reverse", 1)]) == 0
assert solution([("post", 500), ("reverse", 0), ("reverse", 0), ("reverse", 1), ("reverse", 2)]) == 500
assert solution([("post", 70), ("reverse", 0), ("post", 9), ("reverse", 2), ("reverse", 1), ("reverse", 1)]) == 70
assert solution([("post", 100)] + [("reverse", i) for i in range(6000)]) == 100
assert solution([("post", 100)] + [("reverse", i) for i in range(6001)]) == 0
assert raises(ValueError, [("post", 500), ("reverse", 1)])
assert raises(ValueError, [("post", 500), ("reverse", 2), ("post", 1)])
assert raises(ValueError, [("reverse", 0)])
assert raises(ValueError, [("post", 500), ("reverse", -1)])
assert raises(ValueError, [("post", 500), ("post", 200), ("reverse", -2)])
assert raises(ValueError, [("post", 500), ("void", 0)])
