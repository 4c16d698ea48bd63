from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("2023-05-10", 2) == "2023-07-10"
assert solution("2023-11-10", 3) == "2024-02-10"
assert solution("2023-03-05", 0) == "2023-03-05"
assert solution("2023-01-30", 1) == "2023-02-28"
assert solution("2023-01-30", 13) == "2024-02-29"
assert solution("2023-12-15", 12) == "2024-12-15"
assert solution("2023-01-31", 3) == "2023-04-30"
assert solution("2023-04-30", 1) == "2023-05-31"
assert solution("2024-02-29", 12) == "2025-02-28"
assert solution("2023-02-28", 12) == "2024-02-29"
assert solution("2024-02-28", 1) == "2024-03-28"
assert solution("2023-05-10", -2) == "2023-03-10"
assert solution("2023-01-15", -1) == "2022-12-15"
assert solution("2023-03-15", -15) == "2021-12-15"
assert solution("0987-06-01", 1) == "0987-07-01"
assert solution("9999-11-15", 1) == "9999-12-15"
assert raises(TypeError, "2023-05-10", True)
assert raises(TypeError, "2023-05-10", 1.0)
assert raises(TypeError, 20230510, 1)
assert raises(ValueError, "2023-02-29", 1)
assert raises(ValueError, "2023-5-10", 1)
assert raises(ValueError, "20230510", 1)
assert raises(ValueError, "2023-W05-3", 1)
assert raises(ValueError, "9999-12-01", 1)
assert raises(ValueError, "0001-01-01", -1)
