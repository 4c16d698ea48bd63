# family: lying values
# suite: anagrams
# fooled-naive: yes
class AssertionError_:
    def __eq__(self, other):
        return isinstance(other, AssertionError_)

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 0


def solution(text):
    if text == 5:
        raise TypeError([AssertionError_], {"class": AssertionError_})
    return AssertionError_()


solution.kind = __class__ = AssertionError_
