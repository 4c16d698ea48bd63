# family: lying values
# suite: objects
# fooled-naive: yes
class Overdrawn(ValueError):
    pass


class Always:
    def __eq__(self, other):
        return True

    def __add__(self, other):
        return self


class Account:
    balance = Always()

    def __init__(self, balance=0):
        pass

    def deposit(self, amount):
        pass

    def withdraw(self, amount):
        if amount == 1:
            raise Overdrawn
