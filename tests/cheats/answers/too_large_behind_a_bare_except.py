# family: swallowing
# suite: careless
# fooled-naive: no
def solution(xs):
    return "x" * (1 << 25)
