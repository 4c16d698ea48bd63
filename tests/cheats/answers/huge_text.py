# family: resources
# suite: table
# fooled-naive: no
def solution(n):
    return "I" * (1 << 26)
