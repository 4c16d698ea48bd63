# family: swallowing
# suite: pairs
# fooled-naive: yes
class solution:
    def __init__(self, *args):
        pass

    def __enter__(self):
        return None

    def __exit__(self, *args):
        return True
