# family: resources
# suite: lists
# fooled-naive: no
import time


def solution(xs):
    time.sleep(10**6)
