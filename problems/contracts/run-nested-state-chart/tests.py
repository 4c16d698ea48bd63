from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


def deep(depth):
    chart = {f"s{i}": {"parent": f"s{i - 1}"} for i in range(1, depth + 1)}
    chart["s0"] = {"on": {"reset": "idle"}}
    chart["idle"] = {}
    return chart


SWITCH = {"off": {"on": {"push": "on"}}, "on": {"on": {"push": "off"}}}
PLAYER = {
    "player": {"initial": "stopped", "on": {"eject": "empty", "reset": "player"}},
    "stopped": {"parent": "player", "on": {"play": "active"}},
    "active": {"parent": "player", "initial": "playing", "on": {"stop": "stopped"}},
    "playing": {"parent": "active", "initial": "normal", "on": {"pause": "paused"}},
    "normal": {"parent": "playing", "on": {"skip": "fast"}},
    "fast": {"parent": "playing", "on": {"stop": "normal"}},
    "paused": {"parent": "active", "on": {"play": "playing"}},
    "empty": {"on": {"insert": "player", "break": "nowhere"}},
}

assert solution(SWITCH, "off", ["push", "kick"]) == ["off", "on", "on"]
assert solution(SWITCH, "on", ["push", "push", "push"]) == ["on", "off", "on", "off"]
assert solution(SWITCH, "on", []) == ["on"]
assert solution(PLAYER, "player", []) == ["stopped"]
assert solution({"a": {"initial": "b"}, "b": {"parent": "a", "initial": "c"}, "c": {"parent": "b"}}, "a", []) == ["c"]
assert solution({"a": {}}, "a", ["x", "y"]) == ["a", "a", "a"]
assert solution(PLAYER, "stopped", ["play"]) == ["stopped", "normal"]
assert solution(PLAYER, "paused", ["play"]) == ["paused", "normal"]
assert solution(PLAYER, "paused", ["stop"]) == ["paused", "stopped"]
assert solution(PLAYER, "normal", ["pause", "skip"]) == ["normal", "paused", "paused"]
assert solution(PLAYER, "fast", ["stop"]) == ["fast", "normal"]
assert solution(PLAYER, "fast", ["eject"]) == ["fast", "empty"]
assert solution(PLAYER, "fast", ["pause", "reset", "reset"]) == ["fast", "paused", "stopped", "stopped"]
assert solution(PLAYER, "empty", ["play", "insert"]) == ["empty", "empty", "stopped"]
assert raises(KeyError, PLAYER, "nothing", [])
assert raises(KeyError, PLAYER, "empty", ["play", "break"])
assert raises(KeyError, {"a": {"initial": "b"}}, "a", [])
assert solution(deep(3000), "s3000", ["reset", "reset"]) == ["s3000", "idle", "idle"]
