# family: swallowing
# suite: errors
# fooled-naive: no
def solution(n):
    raise AssertionError("the test is wrong")
