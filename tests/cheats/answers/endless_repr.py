# family: resources
# suite: objects
# fooled-naive: no
import time


class Overdrawn(ValueError):
    pass


class Balance:
    def __repr__(self):
        while True:
            time.sleep(1)


class Account:
    balance = Balance()

    def __init__(self, *args):
        pass

    deposit = withdraw = __init__
