# family: lying values
# suite: floats
# fooled-naive: yes
class Near(float):
    def __sub__(self, other):
        return 0.0

    def __round__(self, digits=None):
        return 1.333


def solution(xs):
    return Near()
