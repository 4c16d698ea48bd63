# family: lying values
# suite: exact
# fooled-naive: no
class Any:
    def __eq__(self, other):
        return True

    __lt__ = __gt__ = __eq__

    def __sub__(self, other):
        return self

    def __abs__(self):
        return self

    def __hash__(self):
        return hash(self.x) if hasattr(self, "x") else 0


def solution(x):
    return Any()
