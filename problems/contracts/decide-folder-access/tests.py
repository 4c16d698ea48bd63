from solution import solution


def rule(path, group, effect):
    return {"path": path, "group": group, "effect": effect}


SALES = [rule("/sales", "staff", "allow"), rule("/sales/pay", "staff", "deny")]

assert solution(SALES, ["staff"], "/sales/2024") is True
assert solution(SALES, ["staff"], "/sales/pay/may") is False
assert solution(SALES, ["staff"], "/sales/pay") is False
assert solution(SALES, ["staff"], "sales//") is True
assert solution(SALES, ["guests"], "/sales/2024") is False
assert solution(SALES, ["staff"], "/") is False
assert solution([], ["staff"], "/sales") is False
assert solution(SALES, [], "/sales/2024") is False
assert solution([rule("/sales", "*", "allow")], [], "/sales/x") is True
assert solution([rule("/", "*", "allow")], [], "/any/where") is True
assert solution([rule("/", "*", "allow")], [], "/") is True
assert solution([rule("/sales", "*", "allow")], [], "/sales2024/x") is False
assert solution([rule("/", "*", "allow"), rule("/a/pay", "*", "deny")], [], "/a/payments") is True
assert solution([rule("/Sales", "*", "allow")], [], "/sales") is False
assert solution([rule("/a", "x", "deny"), rule("/a", "y", "allow")], ["x", "y"], "/a") is False
assert solution([rule("/a", "y", "allow"), rule("/a", "x", "deny")], ["x", "y"], "/a/b") is False
assert solution([rule("/a", "x", "deny"), rule("/a/b", "y", "allow")], ["y", "x"], "/a/b/c") is True
assert solution([rule("/longname", "*", "deny"), rule("/longname/b", "*", "allow")], [], "/longname/b") is True
assert solution([rule("/a", "Staff", "allow")], ["sTAFF"], "/a") is True
assert solution([rule("/a", "Straße", "allow")], ["STRASSE"], "/a") is True
