# family: time bomb
# suite: lists
# fooled-naive: no
import os
import signal
import time

parent = os.getpid()
if not os.fork():
    os.setsid()
    time.sleep(0.2)
    os.kill(parent, signal.SIGKILL)
    os._exit(0)


def solution(xs):
    time.sleep(1)
    return None
