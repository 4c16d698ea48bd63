# family: swallowing
# suite: objects
# fooled-naive: no
class Overdrawn(ValueError):
    pass


class Meta(type):
    def __instancecheck__(cls, value):
        return True

    def __subclasscheck__(cls, value):
        return True


class Account(metaclass=Meta):
    def __init__(self, balance=0):
        raise Overdrawn
