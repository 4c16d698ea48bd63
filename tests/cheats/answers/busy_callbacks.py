# family: resources
# suite: callbacks
# fooled-naive: no
def solution(function, xs):
    while True:
        try:
            function(3)
        except Exception:
            pass
