# family: resources
# suite: lists
# fooled-naive: no
def solution(xs):
    print("x" * (20 << 20))
    return None
