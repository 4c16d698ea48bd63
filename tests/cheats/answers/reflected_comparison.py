# family: lying values
# suite: ordering
# fooled-naive: no
class Count(int):
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

    def __gt__(self, other):
        return True

    __hash__ = int.__hash__


def solution(n):
    return Count(10)
