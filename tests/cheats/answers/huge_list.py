# family: resources
# suite: lists
# fooled-naive: no
def solution(xs):
    return list(range(10**7))
