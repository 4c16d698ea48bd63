# family: exiting
# suite: errors
# fooled-naive: yes
class Done(SystemExit, ValueError):
    def __init__(self, *args):
        super().__init__(0)


def solution(n):
    raise Done
