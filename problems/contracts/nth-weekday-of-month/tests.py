from solution import solution
from datetime import date


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(2023, 5, 0, 2) == date(2023, 5, 8)
assert solution(2023, 5, 4, -1) == date(2023, 5, 26)
assert solution(2023, 5, 0, 1) == date(2023, 5, 1)
assert solution(2023, 5, 6, 1) == date(2023, 5, 7)
assert solution(2023, 5, 2, 5) == date(2023, 5, 31)
assert solution(2023, 5, 2, -1) == date(2023, 5, 31)
assert solution(2023, 5, 2, -5) == date(2023, 5, 3)
assert solution(2023, 5, 0, -4) == date(2023, 5, 8)
assert solution(2024, 2, 3, 5) == date(2024, 2, 29)
assert solution(2023, 12, 6, -1) == date(2023, 12, 31)
assert solution(9999, 12, 4, 1) == date(9999, 12, 3)
assert solution(2023, 5, 4, 5) is None
assert solution(2023, 6, 6, 5) is None
assert solution(2023, 2, 2, 5) is None
assert solution(2023, 5, 4, -5) is None
assert solution(2023, 2, 1, -5) is None
assert raises(TypeError, True, 5, 0, 1)
assert raises(TypeError, 2023, True, 0, 1)
assert raises(TypeError, 2023, 5, False, 1)
assert raises(TypeError, 2023, 5, 0, True)
assert raises(TypeError, 2023, 5, 0, 1.0)
assert raises(ValueError, 2023, 5, 0, 0)
assert raises(ValueError, 2023, 5, 0, 6)
assert raises(ValueError, 2023, 5, 0, -6)
assert raises(ValueError, 2023, 13, 0, 1)
assert raises(ValueError, 2023, 5, 7, 1)
