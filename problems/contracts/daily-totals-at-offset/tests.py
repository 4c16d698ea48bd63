from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([(1700000000, 5), (1700003600, 2)], "+01:00") == {"2023-11-14": 5, "2023-11-15": 2}
assert solution([(0, 4), (86399, 3)], "+00:00") == {"1970-01-01": 7}
assert solution([(0, 4), (86400, 3)], "+00:00") == {"1970-01-01": 4, "1970-01-02": 3}
assert solution([(1709164800 - 19800, 1)], "+05:30") == {"2024-02-29": 1}
assert solution([(1709164800 - 19801, 1)], "+05:30") == {"2024-02-28": 1}
assert solution([(10800, 9)], "-03:30") == {"1969-12-31": 9}
assert solution([(12600, 9)], "-03:30") == {"1970-01-01": 9}
assert solution([(1200, 2), (1800, 6)], "-00:30") == {"1969-12-31": 2, "1970-01-01": 6}
assert solution([(-1, 8), (0, 1)], "+00:00") == {"1969-12-31": 8, "1970-01-01": 1}
assert solution([(-2208988800, 3), (-2208988801, 2)], "+00:00") == {"1899-12-31": 2, "1900-01-01": 3}
assert solution([(100, 5), (200, -5)], "+00:00") == {"1970-01-01": 0}
assert solution([], "+02:00") == {}
assert list(solution([(200000, 1), (0, 2), (100000, 3)], "+00:00")) == ["1970-01-01", "1970-01-02", "1970-01-03"]
assert list(solution([(86400, 1), (-86400, 2), (0, 3)], "+14:00")) == ["1969-12-31", "1970-01-01", "1970-01-02"]
assert type(solution([(0, 1)], "+00:00")) is dict
assert raises(ValueError, [(0, 1)], "+5:30")
assert raises(ValueError, [(0, 1)], "05:30")
assert raises(ValueError, [(0, 1)], "+15:00")
assert raises(ValueError, [(0, 1)], "+05:60")
assert raises(ValueError, [], "+0530")
