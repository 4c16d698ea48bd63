# family: patching
# suite: steps
# fooled-naive: yes
def solution(xs):
    xs.clear()
    yield from xs
