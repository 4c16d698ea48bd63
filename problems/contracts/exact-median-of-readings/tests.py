from solution import solution
from fractions import Fraction


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([7, 1, 4]) == 4
assert solution([1, 4, 2, 9]) == 3
assert solution([1, 2]) == Fraction(3, 2)
assert solution([5]) == 5
assert solution([2, 2, 3, 3, 3, 9]) == 3
assert solution([-3, -2]) == Fraction(-5, 2)
assert solution([-10, 4, -7, -1]) == -4
assert solution([0, 0]) == 0
assert solution([10**17 + 1, 10**17 + 3]) == 100000000000000002
assert solution([10**17, 10**17 + 1]) == Fraction(200000000000000001, 2)
assert solution([10**401, 1, 10**401 + 2, 10**402]) == 10**401 + 1
assert type(solution([7, 1, 4])) is int
assert type(solution([1, 3])) is int
assert type(solution([4, 4])) is int
assert type(solution([1, 2])) is Fraction
data = [9, 2, 5]
solution(data)
assert data == [9, 2, 5]
assert raises(ValueError, [])
assert raises(TypeError, [True])
assert raises(TypeError, [3, False, 8])
assert raises(TypeError, [1, 2.0, 3])
assert raises(TypeError, [1, 2, "3"])
