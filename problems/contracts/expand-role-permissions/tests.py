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
    roles = {f"r{i}": {"includes": [f"r{i + 1}"]} for i in range(length)}
    roles[f"r{length}"] = {"grants": ["deep", "dark"], "denies": ["dark"]}
    return roles


assert solution({"editor": {"grants": ["write"], "includes": ["viewer"]}, "viewer": {"grants": ["read"]}}, "editor") == ["read", "write"]
assert solution({"a": {}}, "a") == []
assert solution({"a": {"grants": ["z", "y", "z"]}}, "a") == ["y", "z"]
assert solution({"a": {"grants": ["x", "y"], "denies": ["x"]}}, "a") == ["y"]
assert solution({"a": {"includes": ["b"], "denies": ["p"]}, "b": {"grants": ["p", "q"]}}, "a") == ["q"]
assert solution({"a": {"includes": ["b"], "grants": ["p", "q"]}, "b": {"denies": ["p"]}}, "a") == ["q"]
assert solution({"a": {"includes": ["b"]}, "b": {"includes": ["c"]}, "c": {"grants": ["p"]}}, "a") == ["p"]
assert solution({"a": {"includes": ["b", "c"]}, "b": {"grants": ["p", "q"]}, "c": {"includes": ["d"]}, "d": {"denies": ["q"]}}, "a") == ["p"]
assert solution({"a": {"grants": ["p"], "includes": ["a"]}}, "a") == ["p"]
assert solution({"a": {"grants": ["p"], "includes": ["b"]}, "b": {"grants": ["q"], "includes": ["c"]}, "c": {"includes": ["b"]}}, "a") == ["p", "q"]
assert solution({"a": {"grants": ["p"]}, "x": {"includes": ["ghost"], "denies": ["p"]}}, "a") == ["p"]
assert type(solution({"a": {"grants": ["p"]}}, "a")) is list
assert raises(KeyError, {"a": {}}, "b")
assert raises(KeyError, {"a": {"includes": ["b"]}}, "a")
assert raises(KeyError, {"a": {"includes": ["b"]}, "b": {"includes": ["c"]}}, "a")
data = {"a": {"grants": ["p"], "includes": ["b"]}, "b": {"grants": ["q"], "denies": ["p"]}}
assert solution(data, "a") == ["q"]
assert data == {"a": {"grants": ["p"], "includes": ["b"]}, "b": {"grants": ["q"], "denies": ["p"]}}
assert solution(chain(5000), "r0") == ["deep"]
