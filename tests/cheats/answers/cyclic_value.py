# family: resources
# suite: lists
# fooled-naive: no
def solution(xs):
    value = [1, 3]
    value.append(value)
    return value
