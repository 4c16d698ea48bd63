# family: resources
# suite: numbers
# fooled-naive: no
def solution(xs):
    return 1 << (1 << 26)
