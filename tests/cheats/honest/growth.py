def solution(n):
    return 2**n
