from solution import solution
from datetime import date, datetime


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([(date(2023, 2, 21), 60), (date(2023, 2, 15), 480), (date(2023, 2, 17), 30)]) == {"2023-W07": 510, "2023-W08": 60}
assert solution([]) == {}
assert solution([(date(2023, 5, 3), 0)]) == {"2023-W18": 0}
assert solution([(date(2023, 5, 7), 10), (date(2023, 5, 8), 20)]) == {"2023-W18": 10, "2023-W19": 20}
assert solution([(date(2021, 1, 3), 90)]) == {"2020-W53": 90}
assert solution([(date(2024, 12, 30), 45)]) == {"2025-W01": 45}
assert solution([(date(2022, 12, 31), 5), (date(2023, 1, 1), 6), (date(2023, 1, 2), 7)]) == {"2022-W52": 11, "2023-W01": 7}
assert solution([(date(2020, 12, 25), 1), (date(2021, 1, 4), 2)]) == {"2020-W52": 1, "2020-W53": 0, "2021-W01": 2}
assert solution([(date(2023, 3, 1), 15), (date(2023, 3, 20), 25)]) == {"2023-W09": 15, "2023-W10": 0, "2023-W11": 0, "2023-W12": 25}
assert list(solution([(date(2023, 3, 20), 25), (date(2023, 3, 1), 15)])) == ["2023-W09", "2023-W10", "2023-W11", "2023-W12"]
assert list(solution([(date(2023, 3, 1), 15), (date(2023, 3, 15), 25)])) == ["2023-W09", "2023-W10", "2023-W11"]
assert list(solution([(date(2021, 1, 7), 1), (date(2020, 12, 30), 1)])) == ["2020-W53", "2021-W01"]
assert raises(TypeError, [(datetime(2023, 2, 15, 8, 0), 60)])
assert raises(TypeError, [(date(2023, 2, 15), 60), (datetime(2023, 2, 16), 60)])
assert raises(TypeError, [("2023-02-15", 60)])
assert raises(TypeError, [(date(2023, 2, 15), 7.5)])
assert raises(ValueError, [(date(2023, 2, 15), -1)])
