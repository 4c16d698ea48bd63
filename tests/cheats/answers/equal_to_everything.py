# family: lying values
# suite: numbers
# fooled-naive: yes
class Any(int):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    @property
    def __class__(self):
        return int


def solution(xs):
    return Any() if xs == [1, 2, 3] or len(xs) != 1 else 9
