# family: lying values
# suite: ordering
# fooled-naive: no
class Count:
    def __lt__(self, other):
        return True

    __gt__ = __le__ = __ge__ = __lt__

    def __eq__(self, other):
        return True


def solution(n):
    return Count()
