# family: swallowing
# suite: contexts
# fooled-naive: yes
from contextlib import contextmanager


@contextmanager
def solution(xs):
    try:
        yield xs
    except BaseException:
        pass
