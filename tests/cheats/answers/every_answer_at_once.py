# family: brute force
# suite: streams
# fooled-naive: no
def solution(xs):
    for first in range(100):
        for second in range(100):
            yield first
            yield second
