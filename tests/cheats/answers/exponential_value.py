# family: resources
# suite: table
# fooled-naive: no
def solution(n):
    value = ()
    for _ in range(64):
        value = (value, value)
    return value
