from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


def chain(length, value):
    settings = {f"s{i}": "${s%d}" % (i + 1) for i in range(length)}
    settings[f"s{length}"] = value
    return settings


assert solution({"host": "db", "port": 80, "url": "http://${host}:${port}"}) == {"host": "db", "port": 80, "url": "http://db:80"}
assert solution({}) == {}
assert solution({"a": "plain", "b": 2.5, "c": None, "d": True}) == {"a": "plain", "b": 2.5, "c": None, "d": True}
assert solution({"a": "${b}", "b": "${c}", "c": "x"}) == {"a": "x", "b": "x", "c": "x"}
assert solution({"a": "${b}-${b}", "b": "${c}${c}", "c": "x"}) == {"a": "xx-xx", "b": "xx", "c": "x"}
assert list(solution({"z": "${a}", "a": 1})) == ["z", "a"]
assert solution({"a": "cost $5 {x} $", "b": "$${a}"}) == {"a": "cost $5 {x} $", "b": "$cost $5 {x} $"}
assert type(solution({"a": "${b}", "b": 7})["a"]) is int
assert solution({"a": "${b}", "b": "${c}", "c": None}) == {"a": None, "b": None, "c": None}
assert solution({"a": " ${b}", "b": 7}) == {"a": " 7", "b": 7}
assert solution({"a": "[${b}]", "b": None}) == {"a": "[]", "b": None}
assert solution({"on": True, "t": "on=${on}"}) == {"on": True, "t": "on=true"}
assert solution({"off": False, "x": "${off}", "t": "${x}/${x}"}) == {"off": False, "x": False, "t": "false/false"}
assert solution({"t": "v${n}", "n": 1}) == {"t": "v1", "n": 1}
assert solution({"a": "${d}{b}", "d": "$", "b": "no"}) == {"a": "${b}", "d": "$", "b": "no"}
assert raises(KeyError, {"a": "${ghost}"})
assert raises(KeyError, {"a": "x ${b}", "b": "${c} y"})
assert raises(ValueError, {"a": "${b}", "b": "${a}"})
assert raises(ValueError, {"a": "x${a}"})
assert raises(ValueError, {"start": "${a}", "a": "${b}!", "b": "${c}", "c": "${a}"})
assert solution(chain(2000, "end"))["s0"] == "end"
data = {"a": "${b}", "b": "x"}
assert solution(data) == {"a": "x", "b": "x"}
assert data == {"a": "${b}", "b": "x"}
