# family: resources
# suite: numbers
# fooled-naive: no
import sys


def solution(xs):
    while True:
        sys.stdout.write("flood " * 10_000)
