from solution import solution
from decimal import Decimal


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([("Ann", "2.0", ["7", "8", "6.5", "7"]), ("Bo", "3.0", ["5", "6", "5.5", "5.25"])]) == [(1, "Bo", Decimal("32.25")), (2, "Ann", Decimal("28"))]
assert solution([]) == []
assert solution([("A", "1.5", ["6", "7", "8"])]) == [(1, "A", Decimal("10.5"))]
assert solution([("A", "1", ["9.5", "10", "9"])]) == [(1, "A", Decimal("9.5"))]
assert solution([("A", "2", ["5", "5", "5", "5", "5"])]) == [(1, "A", Decimal("30"))]
assert solution([("A", "1", ["8", "8", "7", "6", "6"])]) == [(1, "A", Decimal("21"))]
assert solution([("A", "1", ["4", "4", "9"])]) == [(1, "A", Decimal("4"))]
assert solution([("A", "0", ["4", "5", "6"])]) == [(1, "A", Decimal("0"))]
assert solution([("A", "1", ["1", "2", "3"]), ("A", "1", ["3", "4", "5"])]) == [(1, "A", Decimal("4")), (2, "A", Decimal("2"))]
assert solution([("Zoe", "2", ["6", "7", "8"]), ("Al", "2", ["6", "7", "8"])]) == [(1, "Zoe", Decimal("14")), (1, "Al", Decimal("14"))]
assert solution([("M", "1", ["1", "2", "3"]), ("X", "2", ["2", "3", "4"]), ("B", "3", ["1", "2", "3"]), ("A", "1", ["0", "1", "2"])]) == [(1, "X", Decimal("6")), (1, "B", Decimal("6")), (3, "M", Decimal("2")), (4, "A", Decimal("1"))]
assert solution([("A", "1.1", ["0.1", "0.2", "0.1", "0.3"])]) == [(1, "A", Decimal("0.33"))]
assert solution([("B", "1", ["0.1", "0.2", "0", "0.9"]), ("A", "1", ["0.3", "0.3", "0.3"])]) == [(1, "B", Decimal("0.3")), (1, "A", Decimal("0.3"))]
assert solution([("A", "1.1", ["7", "7", "7"]), ("B", "2.2", ["3.5", "3.5", "3.5"])]) == [(1, "A", Decimal("7.7")), (1, "B", Decimal("7.7"))]
assert type(solution([("A", "2", ["5", "6", "7"])])[0][2]) is Decimal
assert type(solution([("A", "2", ["5", "6", "7"])])[0]) is tuple
assert raises(ValueError, [("A", "2", ["5", "6"])])
assert raises(ValueError, [("A", "2", ["5", "6", "7"]), ("B", "2", [])])
data = [("A", "2", ["7", "5", "6"])]
assert solution(data) == [(1, "A", Decimal("12"))]
assert data == [("A", "2", ["7", "5", "6"])]
