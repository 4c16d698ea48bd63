class Empty(Exception):
    pass


class Stack:
    def __init__(self):
        self.members = []

    def push(self, member):
        self.members.append(member)

    def pop(self):
        if not self.members:
            raise Empty
        return self.members.pop()
