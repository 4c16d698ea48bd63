# family: exiting
# suite: steps
# fooled-naive: yes
class solution:
    def __init__(self, xs):
        pass

    def __getitem__(self, index):
        raise IndexError
