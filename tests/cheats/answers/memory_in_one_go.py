# family: resources
# suite: numbers
# fooled-naive: no
def solution(xs):
    return bytearray(1 << 40)
