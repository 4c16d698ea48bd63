from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


def chain(length):
    return {f"m{i}": [f"m{i + 1}"] for i in range(length)}


assert solution({"app": ["log", "db"], "db": ["log"], "web": ["css"]}, ["log"]) == [["log"], ["db"], ["app"]]
assert solution({"a": ["b"]}, []) == []
assert solution({}, []) == []
assert solution({"a": ["b"]}, ["a"]) == [["a"]]
assert solution({"a": [], "b": [], "c": ["a", "b"]}, ["b", "a"]) == [["a", "b"], ["c"]]
assert solution({"z": ["k"], "b": ["k"], "m": ["k"]}, ["k"]) == [["k"], ["b", "m", "z"]]
assert solution({"a": ["b"], "b": ["c"]}, ["c", "a"]) == [["c"], ["b"], ["a"]]
assert solution({"a": ["b", "x"], "b": ["c"], "x": ["y"]}, ["b"]) == [["b"], ["a"]]
assert solution({"top": ["l", "r"], "l": ["base"], "r": ["mid"], "mid": ["base"]}, ["base"]) == [["base"], ["l", "mid"], ["r"], ["top"]]
assert solution({"a": ["b"]}, ["b", "b"]) == [["b"], ["a"]]
assert solution({"a": ["b", "b"], "c": ["a", "b", "a"]}, ["b"]) == [["b"], ["a"], ["c"]]
assert solution({"a": ["b"], "x": ["y"], "y": ["x"]}, ["b"]) == [["b"], ["a"]]
assert solution({"p": ["p"], "a": ["b"]}, ["a"]) == [["a"]]
assert solution({"x": ["y"], "y": ["x", "lib"], "z": ["x"], "lib": []}, ["z"]) == [["z"]]
assert raises(ValueError, {"x": ["y"], "y": ["x", "lib"]}, ["lib"])
assert raises(ValueError, {"x": ["y"], "y": ["x"]}, ["x"])
assert raises(ValueError, {"p": ["p", "q"]}, ["q"])
assert raises(KeyError, {"a": ["b"]}, ["c"])
assert raises(KeyError, {}, ["a"])
assert len(solution(chain(3000), ["m3000"])) == 3001
