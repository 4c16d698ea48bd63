# family: swallowing
# suite: contexts
# fooled-naive: yes
class solution:
    def __init__(self, xs):
        pass

    def __enter__(self):
        return None

    def __exit__(self, *args):
        return True
