# family: resources
# suite: callbacks
# fooled-naive: no
def solution(function, xs):
    return solution(lambda x: solution(function, xs), xs)
