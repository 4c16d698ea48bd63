# family: time bomb
# suite: callbacks
# fooled-naive: no
import threading
import time


def solution(function, xs):
    def later():
        time.sleep(0.02)
        for x in (1, 2, 3):
            function(x)

    threading.Thread(target=later, daemon=True).start()
    return ["one", "two"]
