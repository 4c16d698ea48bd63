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


assert solution(date(2023, 1, 15), date(2023, 8, 1), 3) == [date(2023, 4, 15), date(2023, 7, 15)]
assert solution(date(2023, 11, 5), date(2024, 1, 20), 1) == [date(2023, 12, 5), date(2024, 1, 5)]
assert solution(date(2023, 1, 31), date(2023, 4, 30), 1) == [date(2023, 2, 28), date(2023, 3, 31), date(2023, 4, 30)]
assert solution(date(2024, 1, 30), date(2024, 4, 1), 1) == [date(2024, 2, 29), date(2024, 3, 30)]
assert solution(date(2020, 2, 29), date(2024, 12, 31), 12) == [date(2021, 2, 28), date(2022, 2, 28), date(2023, 2, 28), date(2024, 2, 29)]
assert solution(date(2023, 8, 31), date(2024, 6, 1), 6) == [date(2024, 2, 29)]
assert solution(date(2023, 4, 30), date(2023, 6, 15), 1) == [date(2023, 5, 30)]
assert solution(date(2023, 5, 10), date(2023, 6, 10), 1) == [date(2023, 6, 10)]
assert solution(date(2023, 5, 10), date(2024, 5, 10), 12) == [date(2024, 5, 10)]
assert solution(date(2023, 5, 10), date(2023, 6, 9), 1) == []
assert solution(date(2023, 5, 10), date(2023, 5, 10), 1) == []
assert solution(date(2023, 5, 10), date(2022, 1, 1), 1) == []
assert solution(date(2023, 1, 1), date(2025, 6, 1), 14) == [date(2024, 3, 1), date(2025, 5, 1)]
assert solution(date(9999, 10, 31), date(9999, 12, 31), 1) == [date(9999, 11, 30), date(9999, 12, 31)]
assert solution(date(9999, 12, 1), date(9999, 12, 31), 24) == []
assert type(solution(date(2023, 1, 1), date(2023, 3, 1), 1)) is list
assert raises(ValueError, date(2023, 1, 1), date(2023, 3, 1), 0)
assert raises(ValueError, date(2023, 1, 1), date(2023, 3, 1), -1)
