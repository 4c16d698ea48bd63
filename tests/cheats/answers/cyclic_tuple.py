# family: resources
# suite: table
# fooled-naive: no
def solution(n):
    inner = []
    value = (inner,)
    inner.append(value)
    return value
