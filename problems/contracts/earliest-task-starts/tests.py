from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([("cut", 3, []), ("drill", 2, [("cut", 1)])]) == {"cut": 0, "drill": 4}
assert solution([]) == {}
assert solution([("pack", 1, [("cut", 0), ("glue", 0)]), ("cut", 3, []), ("glue", 5, [])]) == {"pack": 5, "cut": 0, "glue": 0}
assert list(solution([("pack", 1, [("cut", 0)]), ("cut", 3, []), ("glue", 5, [])])) == ["pack", "cut", "glue"]
assert solution([("cut", 3, []), ("drill", 2, [("cut", -1)])]) == {"cut": 0, "drill": 2}
assert solution([("cut", 3, []), ("drill", 2, [("cut", -5)])]) == {"cut": 0, "drill": 0}
assert solution([("a", 2, []), ("b", 1, [("a", -9)]), ("c", 4, [("b", 0)])]) == {"a": 0, "b": 0, "c": 1}
assert solution([("a", 2, []), ("b", 1, [("a", 3), ("a", 1)])]) == {"a": 0, "b": 5}
assert solution([("a", 2, []), ("b", 1, [("a", 1), ("a", 3)]), ("c", 1, [("b", 0), ("a", 0)])]) == {"a": 0, "b": 5, "c": 6}
assert solution([("a", 0, []), ("b", 1, [("a", 0)])]) == {"a": 0, "b": 0}
assert raises(ValueError, [("a", 1, []), ("a", 2, [])])
assert raises(ValueError, [("a", 1, []), ("b", 1, [("a", 0)]), ("a", 1, [])])
assert raises(ValueError, [("a", 1, [("zzz", 0)])])
assert raises(ValueError, [("a", 1, [("a", 0)])])
assert raises(ValueError, [("x", 1, []), ("a", 1, [("c", 0)]), ("b", 1, [("a", 0)]), ("c", 1, [("b", 0)])])
plan = [("a", 2, []), ("b", 1, [("a", 3), ("a", 1)])]
solution(plan)
assert plan == [("a", 2, []), ("b", 1, [("a", 3), ("a", 1)])]
assert solution([(f"t{i}", 1, [(f"t{i + 1}", 0)]) for i in range(3000)] + [("t3000", 1, [])])["t0"] == 3000
assert solution([(f"t{i}", 1, [(f"t{i - 1}", 0), (f"t{i - 2}", 0)] if i > 1 else []) for i in range(60)])["t59"] == 58
