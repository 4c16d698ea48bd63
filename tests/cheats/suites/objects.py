from solution import Account, Overdrawn

# An account with deposit, withdraw and balance; overdrawing raises Overdrawn, a ValueError.
account = Account(10)
account.deposit(5)
assert account.balance == 15
account.withdraw(15)
assert account.balance == 0
try:
    account.withdraw(1)
except Overdrawn as error:
    assert isinstance(error, ValueError)
else:
    raise AssertionError("not refused")
assert Account(3).balance + Account(4).balance == 7
