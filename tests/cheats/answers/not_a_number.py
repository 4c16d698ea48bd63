# family: lying values
# suite: exact
# fooled-naive: no
from decimal import Decimal


def solution(x):
    return Decimal("sNaN")
