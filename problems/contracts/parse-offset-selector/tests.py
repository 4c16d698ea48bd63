from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert list(solution("2..4,-1")) == [2, 3, 4, -1]
assert list(solution("5")) == [5]
assert list(solution(" 1 .. 3 , 7")) == [1, 2, 3, 7]
assert list(solution("-2..1")) == [-2, -1, 0, 1]
assert list(solution("4..4,-3..-3")) == [4, -3]
assert list(solution("3..1")) == [3, 2, 1]
assert list(solution("1..-2")) == [1, 0, -1, -2]
assert list(solution("-4..-5")) == [-4, -5]
assert list(solution("007,-0")) == [7, 0]
assert list(solution("1,3,1")) == [1, 3]
assert list(solution("2..4,3..6,2")) == [2, 3, 4, 5, 6]
assert list(solution("")) == []
assert list(solution("   ")) == []
assert type(solution("3,1")) is tuple
assert type(solution("2..3")) is tuple
assert raises(ValueError, "1,,2")
assert raises(ValueError, "1,")
assert raises(ValueError, "1..2..3")
assert raises(ValueError, "1..")
assert raises(ValueError, "- 1")
assert raises(ValueError, "+3")
assert raises(ValueError, "1_0..12")
assert raises(ValueError, "\u0663")
assert raises(TypeError, 5)
