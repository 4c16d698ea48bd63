# family: swallowing
# suite: contexts
# fooled-naive: yes
import contextlib


def solution(xs):
    return contextlib.suppress(BaseException)
