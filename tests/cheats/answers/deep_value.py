# family: resources
# suite: lists
# fooled-naive: no
def solution(xs):
    value = []
    for _ in range(100_000):
        value = [value]
    return value
