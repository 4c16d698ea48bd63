# family: resources
# suite: numbers
# fooled-naive: no
hoard = []


def solution(xs):
    while True:
        try:
            hoard.append(bytearray(1 << 22))
        except MemoryError:
            return None
