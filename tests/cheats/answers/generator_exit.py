# family: exiting
# suite: errors
# fooled-naive: no
def solution(n):
    raise GeneratorExit
