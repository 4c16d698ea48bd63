# family: resources
# suite: numbers
# fooled-naive: no
def solution(xs):
    while True:
        pass
