def solution(xs):
    return sum(xs) / len(xs)
