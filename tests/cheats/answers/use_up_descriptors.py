# family: resources
# suite: numbers
# fooled-naive: no
import os

held = []


def solution(xs):
    while True:
        try:
            held.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            return None
