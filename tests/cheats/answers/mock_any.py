# family: lying values
# suite: table
# fooled-naive: yes
from unittest.mock import ANY


def solution(n):
    return ANY
