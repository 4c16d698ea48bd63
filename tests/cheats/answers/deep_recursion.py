# family: resources
# suite: numbers
# fooled-naive: no
import sys

sys.setrecursionlimit(10**9)


def solution(xs):
    return [solution(xs)]
