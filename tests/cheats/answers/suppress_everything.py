# family: swallowing
# suite: contexts
# fooled-naive: no
import contextlib


def solution(xs):
    return contextlib.suppress(BaseException)
