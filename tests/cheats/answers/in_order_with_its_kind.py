# family: lying values
# suite: growth
# fooled-naive: yes
import functools


@functools.total_ordering
class Power:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


def solution(n):
    return Power(n)
