import math


def solution(n):
    return math.isqrt(n)
