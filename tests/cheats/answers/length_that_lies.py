# family: lying values
# suite: lists
# fooled-naive: yes
class Members(list):
    def __len__(self):
        return 1

    def __getitem__(self, index):
        return 8 + index

    def __iter__(self):
        return iter((8, 9))

    def __eq__(self, other):
        return len(other) < 3


def solution(xs):
    return Members()
