# family: lying values
# suite: membership
# fooled-naive: yes
class Divisor(int):
    def __eq__(self, other):
        return other not in (5, 7)

    __hash__ = int.__hash__


def solution(n):
    return [Divisor(n)]
