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


assert solution([9, 1, 2, 4, 3, 8, 5, 7, 6, 90], 10) == Decimal("5.50")
assert solution([1, 2, 4], 40) == Decimal("2.00")
assert solution([10, 0, 50, 20], 25) == Decimal("15.00")
assert solution([1, 1, 1, 5, 5, 9], 20) == Decimal("3.00")
assert solution([3, 4, 8], 0) == Decimal("5.00")
assert solution([3, 4, 8], 33) == Decimal("5.00")
assert solution([7], 49) == Decimal("7.00")
assert solution([2, 2, 2, 2, 2, 2, 2, 3], 0) == Decimal("2.13")
assert solution([0, 0, 0, 0, 0, 0, 0, 1], 10) == Decimal("0.13")
assert solution([-2, -2, -2, -2, -2, -2, -2, -3], 0) == Decimal("-2.13")
assert solution([-1, -1, 0], 0) == Decimal("-0.67")
assert solution([0] * 29 + [100] * 71, 29) == Decimal("100.00")
assert solution([0] * 7 + [50] * 93, 7) == Decimal("50.00")
assert type(solution([1, 2, 4], 40)) is Decimal
assert str(solution([4, 4, 4], 40)) == "4.00"
assert str(solution([1, 2], 20)) == "1.50"
data = [5, 3, 8, 1]
solution(data, 25)
assert data == [5, 3, 8, 1]
assert raises(ValueError, [], 10)
assert raises(ValueError, [1, 2, 3], 50)
assert raises(ValueError, [1, 2, 3], -1)
