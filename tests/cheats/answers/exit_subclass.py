# family: exiting
# suite: numbers
# fooled-naive: yes
class Done(SystemExit):
    code = 0

    def __init__(self):
        super().__init__(0)


def solution(xs):
    raise Done
