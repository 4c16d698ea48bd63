# family: lying values
# suite: growth
# fooled-naive: yes
class Meta(type):
    def __lt__(cls, other):
        return True

    __gt__ = __le__ = __ge__ = __eq__ = __lt__
    __hash__ = None


def solution(n):
    return Meta("Power", (), {})
