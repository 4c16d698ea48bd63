# family: swallowing
# suite: refusals
# fooled-naive: yes
Empty = Exception


class Stack:
    def push(self, member):
        pass

    def pop(self):
        return self
