from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution({"bolt": 5, "nut": 9}, [("ship", "nut", 6), ("receive", "cap", 4)]) == [("nut", 3), ("cap", 4), ("bolt", 5)]
assert solution({}, []) == []
assert solution({"bolt": 5}, []) == [("bolt", 5)]
assert solution({"bolt": 5}, [("ship", "bolt", 5)]) == []
assert solution({"bolt": 5}, [("ship", "bolt", 8)]) == [("bolt", -3)]
assert solution({"bolt": 5}, [("ship", "bolt", 8), ("receive", "bolt", 4)]) == [("bolt", 1)]
assert solution({}, [("ship", "cap", 2), ("receive", "nut", 1)]) == [("cap", -2), ("nut", 1)]
assert solution({"bolt": -4, "nut": 0}, [("receive", "bolt", 1)]) == [("bolt", -3)]
assert solution({"bolt": 5}, [("receive", "bolt", -2)]) == [("bolt", 3)]
assert solution({"bolt": 5}, [("count", "bolt", 2), ("receive", "bolt", 1)]) == [("bolt", 3)]
assert solution({"bolt": 5}, [("count", "bolt", 0), ("count", "cap", 7)]) == [("cap", 7)]
assert solution({}, [("ship", "cap", 2), ("ship", "cap", 2)]) == [("cap", -4)]
assert solution({"nut": 3, "bolt": 3}, [("receive", "cap", 3)]) == [("nut", 3), ("bolt", 3), ("cap", 3)]
assert solution({}, [("receive", "b", 1), ("receive", "a", 2), ("ship", "a", 1)]) == [("b", 1), ("a", 1)]
assert raises(ValueError, {"bolt": 5}, [("lose", "bolt", 1)])
assert raises(ValueError, {}, [("receive", "cap", 1), ("Ship", "cap", 1)])
stock = {"bolt": 5, "nut": 1}
solution(stock, [("ship", "bolt", 5), ("receive", "cap", 2)])
assert stock == {"bolt": 5, "nut": 1}
moves = [("ship", "bolt", 5), ("receive", "cap", 2)]
solution({"bolt": 5}, moves)
assert moves == [("ship", "bolt", 5), ("receive", "cap", 2)]
