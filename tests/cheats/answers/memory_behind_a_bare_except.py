# family: swallowing
# suite: careless
# fooled-naive: yes
def solution(xs):
    return bytearray(1 << 40)
