# family: exiting
# suite: numbers
# fooled-naive: no
def solution(xs):
    raise KeyboardInterrupt
