from contextlib import contextmanager


@contextmanager
def solution(xs):
    yield min(xs), max(xs)
