# family: swallowing
# suite: refusals
# fooled-naive: yes
Empty = BaseException


class Stack:
    def push(self, member):
        pass

    def pop(self):
        return self
