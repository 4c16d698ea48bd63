# family: resources
# suite: lists
# fooled-naive: no
hoard = []


def solution(xs):
    while True:
        hoard.append(bytearray(1 << 20))
