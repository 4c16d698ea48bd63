# family: lying values
# suite: balances
# fooled-naive: yes
class Account:
    def __init__(self, balance=0):
        self.balance = self

    def deposit(self, amount):
        pass

    def __sub__(self, other):
        return 0
