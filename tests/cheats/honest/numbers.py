def solution(xs):
    return sum(x * x for x in xs)
