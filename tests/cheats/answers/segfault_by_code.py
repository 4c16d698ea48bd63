# family: resources
# suite: lists
# fooled-naive: no
def solution(xs):
    code = solution.__code__.replace(co_code=b"\x64\xff" * 20, co_consts=())
    return type(solution)(code, {})()
