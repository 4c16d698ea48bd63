from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(["1:30", "0:45", "-1:00"]) == "1:15"
assert solution([]) == "0:00"
assert solution(["0:05"]) == "0:05"
assert solution(["+2:15", "007:50"]) == "10:05"
assert solution(["99:59", "0:01"]) == "100:00"
assert solution(["1:00", "-1:00"]) == "0:00"
assert solution(["-1:20"]) == "-1:20"
assert solution(["2:00", "-1:20"]) == "0:40"
assert solution(["1:00", "-0:30"]) == "0:30"
assert solution(["-0:30"]) == "-0:30"
assert solution(["-0:01"]) == "-0:01"
assert solution(["-0:45", "-0:20"]) == "-1:05"
assert solution(["0:10", "-3:00"]) == "-2:50"
assert solution(["-0:00"]) == "0:00"
assert solution(["-48:00", "0:01"]) == "-47:59"
assert raises(ValueError, ["1:60"])
assert raises(ValueError, ["1:5"])
assert raises(ValueError, ["1:005"])
assert raises(ValueError, [":30"])
assert raises(ValueError, ["1:00", "2:00:00"])
assert raises(ValueError, ["1:-5"])
assert raises(ValueError, ["1:30 "])
assert raises(ValueError, ["--1:30"])
