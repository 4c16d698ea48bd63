from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([1, 2, 3, 4, 5, 6, 7, 8], 4, 1) == [4, 1, 2, 3, 8, 5, 6, 7]
assert solution([1, 2, 3, 4, 5, 6, 7, 8], 4, 3) == [2, 3, 4, 1, 6, 7, 8, 5]
assert solution([1, 2, 3, 4, 5], 3, 1) == [3, 1, 2, 5, 4]
assert solution([1, 2, 3, 4, 5], 3, 2) == [2, 3, 1, 4, 5]
assert solution([1, 2, 3, 4, 5], 3, 0) == [1, 2, 3, 4, 5]
assert solution([1, 2, 3], 10, 4) == [3, 1, 2]
assert solution([1, 2, 3, 4], 1, 5) == [1, 2, 3, 4]
assert solution(["a", "b", "c"], 3, -1) == ["b", "c", "a"]
assert solution(["a", "b", "c"], 3, -7) == ["b", "c", "a"]
assert solution([1, 2, 3, 4, 5], 3, -11) == [3, 1, 2, 5, 4]
assert solution([], 4, 3) == []
assert solution([], 4, -3) == []
assert raises(ValueError, [1, 2], 0, 1)
assert raises(ValueError, [1, 2], -2, 1)
assert raises(ValueError, [], 0, 1)
assert raises(ValueError, [1, 2], 0, 0)
tray = [1, 2, 3, 4, 5]
solution(tray, 3, 1)
assert tray == [1, 2, 3, 4, 5]
assert solution([1, 2, 3, 4], 3, 10**12 + 1) == [2, 3, 1, 4]
assert solution([1, 2, 3, 4], 3, -(10**15)) == [2, 3, 1, 4]
