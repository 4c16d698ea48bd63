# family: resources
# suite: lists
# fooled-naive: no
import itertools


def solution(xs):
    return itertools.count()
