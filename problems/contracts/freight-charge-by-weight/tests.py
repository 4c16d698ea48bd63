from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(1200, [(1000, 90), (5000, 80)], "10") == 264
assert solution(300, [(1000, 90), (5000, 80)], "0") == 90
assert solution(1, [(1000, 90), (5000, 80)], "10") == 99
assert solution(500, [(1000, 90), (5000, 80)], "0") == 90
assert solution(500, [(500, 10000)], "10") == 11000
assert solution(501, [(1000, 90), (5000, 80)], "0") == 180
assert solution(1000, [(1000, 90), (5000, 80)], "0") == 180
assert solution(900, [(1000, 90), (5000, 80)], "0") == 180
assert solution(5000, [(1000, 90), (5000, 80)], "0") == 800
assert solution(1100, [(1200, 90), (5000, 80)], "0") == 240
assert solution(400, [(2000, 250)], "1") == 253
assert solution(400, [(2000, 50)], "5") == 53
assert solution(1700, [(2000, 25)], "4.5") == 105
assert solution(400, [(2000, 50)], "0.9") == 50
assert solution(400, [(9000, 1000)], "2.25") == 1023
assert solution(400, [(9000, 750)], "4.6") == 785
assert solution(900, [(9000, 1500)], "1.15") == 3035
assert type(solution(1200, [(1000, 90), (5000, 80)], "7.5")) is int
assert raises(ValueError, 0, [(1000, 90)], "0")
assert raises(ValueError, -400, [(1000, 90)], "0")
assert raises(ValueError, 1001, [(1000, 90)], "0")
assert raises(ValueError, 1100, [(1000, 90), (1200, 80)], "0")
assert raises(ValueError, 100, [], "0")
