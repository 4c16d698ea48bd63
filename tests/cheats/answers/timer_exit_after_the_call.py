# family: exiting
# suite: streams
# fooled-naive: yes
import os
import threading
import time

threading.Timer(0.05, os._exit, (0,)).start()


def solution(xs):
    while True:
        time.sleep(0.01)
        yield 0
