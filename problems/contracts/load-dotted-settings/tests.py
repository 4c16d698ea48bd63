from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(["db.host = local", "db.port = 5432", "debug = true"]) == {"db": {"host": "local", "port": 5432}, "debug": True}
assert solution([]) == {}
assert solution(["", "  \t", "# x = 1", "   # y = 2"]) == {}
assert solution(["a=1", "b=-07", "c=1.5", "d=--1", "e=-"]) == {"a": 1, "b": -7, "c": "1.5", "d": "--1", "e": "-"}
assert solution(["a = True", "b = false", "c ="]) == {"a": "True", "b": False, "c": ""}
assert solution(["url = http://x/?a=1#b"]) == {"url": "http://x/?a=1#b"}
assert solution(["a.b.c.d = 1", "a.b.e = x"]) == {"a": {"b": {"c": {"d": 1}, "e": "x"}}}
assert solution(["\tkey\t=\tsome text \n"]) == {"key": "some text"}
assert solution([" db . pool\t.size = 3", "db.pool.wait = 4"]) == {"db": {"pool": {"size": 3, "wait": 4}}}
assert solution(["a = ²", "b = ٣"]) == {"a": "²", "b": "٣"}
assert solution(["a = +5", "b = 1_000"]) == {"a": "+5", "b": "1_000"}
assert solution(["a = 1", "a = two"]) == {"a": "two"}
assert solution(["s.a = 1", "s.b = 2", "s.a = 3"]) == {"s": {"a": 3, "b": 2}}
assert raises(ValueError, ["just text"])
assert raises(ValueError, ["= 1"])
assert raises(ValueError, ["a..b = 1"])
assert raises(ValueError, ["a. .b = 1"])
assert raises(ValueError, ["a.b. = 1"])
assert raises(ValueError, ["a = 1", "a.b = 2"])
assert raises(ValueError, ["a.b = 2", "a = 1"])
assert raises(ValueError, ["x.y.z = 1", "x.y = 2"])
assert type(solution(["a = 1"])["a"]) is int
