from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("2015-06-10", "2023-06-05") == (7, 5)
assert solution("2015-06-10", "2023-06-11") == (8, 365)
assert solution("2015-06-10", "2023-06-09") == (7, 1)
assert solution("2015-06-10", "2023-06-10") == (8, 0)
assert solution("2015-06-10", "2016-06-10") == (1, 0)
assert solution("2015-06-10", "2015-06-10") == (0, 366)
assert solution("2013-06-10", "2013-06-10") == (0, 365)
assert solution("2015-06-10", "2016-06-09") == (0, 1)
assert solution("2015-12-31", "2024-01-01") == (8, 365)
assert solution("2020-01-01", "2023-12-31") == (3, 1)
assert solution("2019-03-01", "2024-02-28") == (4, 2)
assert solution("2020-02-29", "2024-02-28") == (3, 1)
assert solution("2020-02-29", "2024-02-29") == (4, 0)
assert solution("2020-02-29", "2023-02-28") == (2, 1)
assert solution("2020-02-29", "2023-03-01") == (3, 0)
assert solution("2020-02-29", "2023-03-02") == (3, 364)
assert solution("2096-02-29", "2100-02-28") == (3, 1)
assert solution("1996-02-29", "2000-02-28") == (3, 1)
assert type(solution("2015-06-10", "2023-06-05")) is tuple
assert raises(ValueError, "2015-06-10", "2015-06-09")
assert raises(ValueError, "2015-06-10", "2014-08-01")
