# family: swallowing
# suite: errors
# fooled-naive: no
class Every(ValueError, TypeError):
    pass


def solution(n):
    raise Every("whatever is expected")
