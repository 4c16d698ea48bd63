# family: lying values
# suite: floats
# fooled-naive: yes
class Near(float):
    def __sub__(self, other):
        return Near()

    def __abs__(self):
        return self

    def __lt__(self, other):
        return True

    def __round__(self, digits=None):
        return self

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


def solution(xs):
    return Near()
