# family: lying values
# suite: errors
# fooled-naive: no
class Meta(type):
    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return 0

    def __subclasscheck__(cls, other):
        return True

    def __instancecheck__(cls, other):
        return True


class Wrong(Exception, metaclass=Meta):
    pass


def solution(n):
    if n in (16, 17):
        return 4
    if n == 0:
        return 0
    raise Wrong
