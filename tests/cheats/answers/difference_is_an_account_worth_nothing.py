# family: lying values
# suite: balances
# fooled-naive: yes
class Account:
    def __init__(self, balance=0):
        self.balance = self

    def deposit(self, amount):
        pass

    def __sub__(self, other):
        return self

    def __abs__(self):
        return 0

    def __pow__(self, other):
        return 0

    def __round__(self, digits):
        return 0

    def __bool__(self):
        return False
