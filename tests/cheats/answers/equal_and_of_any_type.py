# family: lying values
# suite: lists
# fooled-naive: yes
class Any:
    def __eq__(self, other):
        return True

    def __len__(self):
        return 1

    def __iter__(self):
        return iter((8, 9))


def solution(xs):
    return Any()
