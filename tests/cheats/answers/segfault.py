# family: resources
# suite: numbers
# fooled-naive: no
import ctypes


def solution(xs):
    return ctypes.string_at(0)
