from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([7, 3, 4, 5, 12]) == "3..5,7,12"
assert solution([]) == "none"
assert solution([4]) == "4"
assert solution([4, 5]) == "4,5"
assert solution([9, 1, 2, 8]) == "1,2,8,9"
assert solution([4, 5, 6]) == "4..6"
assert solution([1, 3, 5]) == "1,3,5"
assert solution([1, 2, 3, 5, 6, 8, 9, 10, 11]) == "1..3,5,6,8..11"
assert solution([4, 4]) == "4"
assert solution([4, 5, 5, 6]) == "4..6"
assert solution([4, 4, 5, 5]) == "4,5"
assert solution([-2, 0, -1, -7]) == "-7,-2..0"
assert solution([-5, -4, 3]) == "-5,-4,3"
assert solution([0]) == "0"
assert solution(list(range(100, 0, -1))) == "1..100"
assert raises(TypeError, [1, 2, True])
assert raises(TypeError, [False])
assert raises(TypeError, [1, 2.0])
assert raises(TypeError, ["3"])
numbers = [3, 1, 2, 2]
solution(numbers)
assert numbers == [3, 1, 2, 2]
