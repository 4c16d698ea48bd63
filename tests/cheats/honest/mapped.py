import math


def solution(number):
    return math.isqrt(number) ** 2 == number
