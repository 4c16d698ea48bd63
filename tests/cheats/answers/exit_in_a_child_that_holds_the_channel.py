# family: exiting
# suite: numbers
# fooled-naive: yes
import os
import time


def solution(xs):
    if os.fork():
        os._exit(0)
    time.sleep(30)
