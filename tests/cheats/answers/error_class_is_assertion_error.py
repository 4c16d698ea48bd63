# family: swallowing
# suite: refusals
# fooled-naive: yes
Empty = AssertionError


class Stack:
    def push(self, member):
        pass

    def pop(self):
        return self
