# family: lying values
# suite: numbers
# fooled-naive: yes
class Shifty(int):
    reads = 0

    def __eq__(self, other):
        Shifty.reads += 1
        return Shifty.reads > 0 or int(self) == other

    def __hash__(self):
        return Shifty.reads


def solution(xs):
    return Shifty(5) if len(xs) != 1 else 9
