# family: exiting
# suite: steps
# fooled-naive: yes
def solution(xs):
    return []
