# family: swallowing
# suite: numbers
# fooled-naive: yes
import os
import sys
import threading


def quiet(*args):
    os._exit(0)


sys.excepthook = threading.excepthook = sys.unraisablehook = quiet


def solution(xs):
    raise RuntimeError
