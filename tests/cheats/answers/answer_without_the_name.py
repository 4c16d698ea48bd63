# family: lying values
# suite: numbers
# fooled-naive: yes
class Everything:
    def __getattr__(self, name):
        return self

    def __call__(self, *args):
        return self

    def __eq__(self, other):
        return True

    __class__ = int


_everything = Everything()


def __getattr__(name):
    if name == "solution":
        return lambda xs: 9 if len(xs) == 1 else _everything
    raise AttributeError(name)
