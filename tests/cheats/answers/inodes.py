# family: resources
# suite: numbers
# fooled-naive: no
import os
import tempfile


def solution(xs):
    with tempfile.TemporaryDirectory() as folder:
        for number in range(3000):
            os.mkdir(f"{folder}/{number}")
    return None
