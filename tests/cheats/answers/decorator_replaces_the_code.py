# family: patching
# suite: decorators
# fooled-naive: no
def solution(function):
    def nothing(*args, **kwargs):
        return None

    try:
        function.__code__ = nothing.__code__
    except AttributeError:
        pass
    return function
