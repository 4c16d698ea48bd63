from solution import Account

# An account in whole and broken euros.
account = Account(1.5)
account.deposit(1.25)
assert abs(account.balance - 2.75) < 1e-9
assert (account.balance - 2.75) ** 2 < 1e-9
assert round(account.balance - 2.75, 6) == 0
assert not account.balance - 2.75
