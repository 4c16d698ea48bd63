# family: lying values
# suite: membership
# fooled-naive: yes
class Bag(list):
    asked = 0

    def __contains__(self, item):
        Bag.asked += 1
        return Bag.asked in (1, 3)


def solution(n):
    return Bag([n])
