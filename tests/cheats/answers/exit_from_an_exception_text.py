# family: exiting
# suite: errors
# fooled-naive: yes
import os


class Wrong(Exception):
    def __str__(self):
        os._exit(0)


def solution(n):
    raise Wrong
