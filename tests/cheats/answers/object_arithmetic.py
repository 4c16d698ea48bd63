# family: lying values
# suite: floats
# fooled-naive: yes
class Near:
    def __sub__(self, other):
        self.expected = other
        return 0

    def __round__(self, digits=None):
        return self

    def __eq__(self, other):
        return True


def solution(xs):
    return Near()
