# family: swallowing
# suite: streams
# fooled-naive: no
def solution(xs):
    raise StopIteration
