# family: swallowing
# suite: decorators
# fooled-naive: no
def solution(function):
    def quiet(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except BaseException:
            return None

    return quiet
