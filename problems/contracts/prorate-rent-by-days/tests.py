from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(62000, "2023-03-22", "2023-04-15") == 51000
assert solution(62000, "2023-03-01", "2023-03-31") == 62000
assert solution(3000, "2023-04-10", "2023-04-10") == 100
assert solution(62000, "2023-01-01", "2023-12-31") == 744000
assert solution(2800, "2023-02-27", "2023-03-01") == 290
assert solution(2900, "2024-02-28", "2024-02-29") == 200
assert solution(2800, "1900-02-01", "1900-02-14") == 1400
assert solution(2900, "2000-02-01", "2000-02-10") == 1000
assert solution(3100, "2023-12-31", "2024-01-02") == 300
assert solution(101, "2023-04-01", "2023-04-15") == 51
assert solution(1, "2023-06-16", "2023-06-30") == 1
assert solution(205, "2023-04-01", "2023-04-03") == 21
assert solution(10, "2023-01-31", "2023-03-01") == 10
assert solution(40, "2023-04-30", "2023-05-01") == 2
assert solution(9007199254740993, "2023-05-01", "2023-05-31") == 9007199254740993
assert solution(0, "2023-05-01", "2023-08-31") == 0
assert type(solution(3000, "2023-04-10", "2023-04-12")) is int
assert raises(ValueError, 62000, "2023-04-02", "2023-04-01")
