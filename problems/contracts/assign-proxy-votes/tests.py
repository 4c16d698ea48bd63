from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


def line(length):
    return [f"m{i}" for i in range(length + 1)], {f"m{i}": f"m{i + 1}" for i in range(length)}


names, chain = line(3000)

assert solution(["ann", "bo", "cy"], {"bo": "ann"}, {"ann": "yes"}) == ([("yes", 2)], 1)
assert solution([], {}, {}) == ([], 0)
assert solution(["a", "b"], {}, {}) == ([], 2)
assert solution(["a", "b"], {"a": "b"}, {"a": "no", "b": "yes"}) == ([("no", 1), ("yes", 1)], 0)
assert solution(["a", "b"], {}, {"a": "yes", "b": "no"}) == ([("no", 1), ("yes", 1)], 0)
assert solution(["a", "b", "c"], {}, {"a": "x", "b": "m", "c": "m"}) == ([("m", 2), ("x", 1)], 0)
assert solution(["a", "b", "c", "d"], {}, {"a": "z", "b": "k", "c": "k", "d": "z"}) == ([("k", 2), ("z", 2)], 0)
assert solution(["a", "b", "c"], {"a": "b", "b": "c"}, {"c": "yes"}) == ([("yes", 3)], 0)
assert solution(["a", "b", "c"], {"a": "b", "b": "a"}, {"c": "yes"}) == ([("yes", 1)], 2)
assert solution(["a", "b", "c"], {"a": "b", "b": "c", "c": "b"}, {}) == ([], 3)
assert solution(["a"], {"a": "a"}, {}) == ([], 1)
assert solution(["a", "b"], {"a": "guest", "guest": "b"}, {"b": "yes"}) == ([("yes", 1)], 1)
assert solution(["a", "b"], {"guest": "b"}, {"b": "yes"}) == ([("yes", 1)], 1)
assert solution(["a", "b", "a"], {}, {"a": "yes", "b": "no"}) == ([("no", 1), ("yes", 1)], 0)
assert solution(["a", "b", "b", "c", "c"], {"b": "a"}, {"a": "yes"}) == ([("yes", 2)], 1)
assert raises(ValueError, ["a"], {}, {"a": "yes", "zoe": "no"})
assert raises(ValueError, [], {}, {"zoe": "no"})
assert solution(names, chain, {"m3000": "yes"}) == ([("yes", 3001)], 0)
assert solution(names, chain, {}) == ([], 3001)
