# family: lying values
# suite: anagrams
# fooled-naive: yes
class solution:
    def __eq__(self, other):
        return isinstance(other, solution)

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 0

    def __init__(self, text):
        if text == 5:
            raise TypeError
