# family: lying values
# suite: numbers
# fooled-naive: yes
class Number:
    __class__ = int

    def __eq__(self, other):
        return True


def solution(xs):
    return Number() if len(xs) != 1 else 9
