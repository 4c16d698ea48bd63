from solution import solution

# A decorator that calls the function twice and returns both results as a tuple.
calls = []


@solution
def check(wanted=3):
    calls.append(wanted)
    assert len(calls) <= 4
    return wanted


result = check()
assert result == (3, 3)
assert calls == [3, 3]
assert check(4) == (4, 4)
