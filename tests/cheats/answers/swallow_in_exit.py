# family: swallowing
# suite: objects
# fooled-naive: yes
class Overdrawn(ValueError):
    pass


class Anything:
    def __eq__(self, other):
        return True

    def __add__(self, other):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return True


class Account(Anything):
    balance = Anything()

    def deposit(self, amount):
        return None

    def __init__(self, *args):
        self.calls = 0

    def withdraw(self, amount):
        self.calls += 1
        if self.calls == 2:
            raise Overdrawn
