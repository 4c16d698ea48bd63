from contextlib import contextmanager


@contextmanager
def solution(xs):
    yield sum(xs)
