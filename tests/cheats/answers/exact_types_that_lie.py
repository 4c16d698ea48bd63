# family: lying values
# suite: exact
# fooled-naive: yes
def solution(x):
    def yes(self, other):
        return True

    def none(self, other):
        return type(x)(0)

    members = {"__eq__": yes, "__sub__": none, "__hash__": lambda self: hash(x / 2)}
    return type(type(x).__name__, (type(x),), members)(getattr(x, "days", x))
