# family: swallowing
# suite: callbacks
# fooled-naive: no
def solution(function, xs):
    raise StopIteration(["one", "two"])
