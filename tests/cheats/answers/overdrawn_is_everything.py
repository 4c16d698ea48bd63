# family: swallowing
# suite: objects
# fooled-naive: no
Overdrawn = BaseException


class Account:
    def __init__(self, balance=0):
        self.balance = balance

    def deposit(self, amount):
        raise AssertionError

    withdraw = deposit
