# family: resources
# suite: objects
# fooled-naive: no
class Overdrawn(ValueError):
    pass


class Balance:
    def __repr__(self):
        return "x" * (1 << 24)


class Account:
    balance = Balance()

    def __init__(self, *args):
        pass

    deposit = withdraw = __init__
