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
    profiles = {f"p{i}": {"extends": [f"p{i + 1}"]} for i in range(length)}
    profiles[f"p{length}"] = {"options": {"k": "deep"}}
    return profiles


BASE = {"options": {"cpu": 1, "disk": 5}, "tags": ["x", "y"]}

assert solution({"base": {"options": {"cpu": 1}, "tags": ["x"]}, "big": {"extends": ["base"], "options": {"cpu": 8}}}, "big") == {"options": {"cpu": 8}, "tags": ["x"]}
assert solution({"a": {}}, "a") == {"options": {}, "tags": []}
assert solution({"a": BASE}, "a") == {"options": {"cpu": 1, "disk": 5}, "tags": ["x", "y"]}
assert solution({"a": BASE, "b": {"extends": ["a"], "options": {"cpu": None}}}, "b") == {"options": {"cpu": None, "disk": 5}, "tags": ["x", "y"]}
assert solution({"a": {"options": {"k": 1, "m": 1}}, "b": {"options": {"k": 2}}, "c": {"extends": ["a", "b"]}}, "c") == {"options": {"k": 2, "m": 1}, "tags": []}
assert solution({"a": {"options": {"k": 1}}, "b": {"extends": ["a"], "options": {"m": 2}}, "c": {"extends": ["b"], "options": {"n": 3}}}, "c") == {"options": {"k": 1, "m": 2, "n": 3}, "tags": []}
assert solution({"a": {"tags": ["x"]}, "b": {"tags": ["z"]}, "c": {"extends": ["b", "a"], "tags": ["y"]}}, "c")["tags"] == ["z", "x", "y"]
assert solution({"a": {"tags": ["x", "y"]}, "b": {"extends": ["a"], "tags": ["z", "x"]}}, "b")["tags"] == ["x", "y", "z"]
assert solution({"a": {"tags": ["q", "p", "q"]}}, "a")["tags"] == ["q", "p"]
assert solution({"r": {"options": {"k": 1}}, "a": {"extends": ["r"]}, "b": {"extends": ["r"], "options": {"k": 2}}, "c": {"extends": ["a", "b"]}}, "c") == {"options": {"k": 2}, "tags": []}
assert solution({"r": {"options": {"k": 1}}, "a": {"extends": ["r"], "options": {"k": 2}}, "c": {"extends": ["a", "r"]}}, "c") == {"options": {"k": 1}, "tags": []}
assert solution({"a": {}, "x": {"extends": ["x", "ghost"]}}, "a") == {"options": {}, "tags": []}
assert raises(KeyError, {"a": {}}, "b")
assert raises(KeyError, {"a": {"extends": ["b"]}, "b": {"extends": ["ghost"]}}, "a")
assert raises(ValueError, {"a": {"extends": ["a"]}}, "a")
assert raises(ValueError, {"a": {"extends": ["b"]}, "b": {"extends": ["c"]}, "c": {"extends": ["b"]}}, "a")
data = {"a": {"options": {"k": 1}, "tags": ["x"]}, "b": {"extends": ["a"], "options": {"k": 2}, "tags": ["y"]}}
assert solution(data, "b") == {"options": {"k": 2}, "tags": ["x", "y"]}
assert data == {"a": {"options": {"k": 1}, "tags": ["x"]}, "b": {"extends": ["a"], "options": {"k": 2}, "tags": ["y"]}}
assert solution(chain(3000), "p0") == {"options": {"k": "deep"}, "tags": []}
