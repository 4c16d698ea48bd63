# family: resources
# suite: numbers
# fooled-naive: no
import signal

for number in range(1, 64):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))


def solution(xs):
    while True:
        pass
