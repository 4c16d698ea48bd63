def solution(x):
    return x / 2
