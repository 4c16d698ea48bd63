# family: swallowing
# suite: decorators
# fooled-naive: no
def solution(function):
    return lambda *args, **kwargs: None
